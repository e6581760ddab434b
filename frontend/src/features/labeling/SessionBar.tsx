import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '@/components/Button';
import { Money } from '@/components/Money';
import { KeyHint } from '@/components/KeyHint';
import styles from './labeling.module.css';

interface SessionBarProps {
  datasetName: string;
  answered: number;
  earnedBaseUnits: bigint;
  onKeys: () => void;
}

/** Where the labeler is and what this sitting has brought, answers on their way included. */
export function SessionBar({ datasetName, answered, earnedBaseUnits, onKeys }: SessionBarProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.sessionBar}>
      <h1>{datasetName}</h1>
      <dl className={styles.figures} aria-label={t('labeling.session')}>
        <div>
          <dt>{t('labeling.answeredCount')}</dt>
          <dd>{answered}</dd>
        </div>
        <div>
          <dt>{t('labeling.earned')}</dt>
          <dd>
            <Money amount={earnedBaseUnits} />
          </dd>
        </div>
      </dl>
      <div className={styles.sessionActions}>
        <Button look="quiet" onClick={onKeys} aria-keyshortcuts="?">
          {t('labeling.keys.title')}
          <KeyHint name="?" />
        </Button>
        <Link to="/work">{t('labeling.finish')}</Link>
      </div>
    </div>
  );
}
