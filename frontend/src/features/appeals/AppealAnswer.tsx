import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import type { Appeal } from '@/lib/model';
import styles from './appeals.module.css';

/** A labeler's own appeal and what became of it. */
export function AppealAnswer({ appeal }: { appeal: Appeal }) {
  const { t, i18n } = useTranslation();
  const time = (iso: string) => formatTime(iso, i18n.language);
  return (
    <div className={ui.stack}>
      {appeal.state === 'WAITING' && <Notice tone="info">{t('holds.waiting', { time: time(appeal.answerBy) })}</Notice>}
      {appeal.state === 'UPHELD' && <Notice tone="positive">{t('holds.upheld')}</Notice>}
      {appeal.state === 'REJECTED' && <Notice tone="caution">{t('holds.rejected')}</Notice>}
      <dl className={styles.words}>
        <div>
          <dt>{t('holds.statement')}</dt>
          <dd>{appeal.statement}</dd>
        </div>
        {appeal.reason && (
          <div>
            <dt>{t('holds.answer')}</dt>
            <dd>{appeal.reason}</dd>
          </div>
        )}
      </dl>
      {appeal.decidedAt && <p className={ui.hint}>{t('holds.answered', { time: time(appeal.decidedAt) })}</p>}
    </div>
  );
}
