import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import styles from './labeling.module.css';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const keys: [string[], string][] = [
    [['1', '…', '9', 'A', '…'], t('labeling.keys.choose')],
    [['↵'], t('labeling.keys.submit')],
    [['S'], t('labeling.keys.skip')],
    [['U', 'Ctrl Z'], t('labeling.keys.undo')],
    [['?'], t('labeling.keys.help')],
  ];
  return (
    <Dialog title={t('labeling.keys.title')} onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name, place) => (
                <kbd key={place}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
