import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge, type Tone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Money } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { formatTime, isPast } from '@/lib/format';
import type { AppealState } from '@/lib/model';
import type { AppealDecision } from './api/decide-appeal';
import type { QueuedAppeal } from './appeal';
import { AppealDialog } from './AppealDialog';
import styles from './appeals.module.css';

const tones: Record<AppealState, Tone> = { WAITING: 'info', UPHELD: 'positive', REJECTED: 'negative' };

/** One appeal: the labeler's words, what is at stake, and the answer or the means to give it. */
export function AppealRow({ appeal, reader }: { appeal: QueuedAppeal; reader: string | undefined }) {
  const { t } = useTranslation();
  const id = useId();
  const [deciding, setDeciding] = useState<AppealDecision['decision'] | null>(null);
  const tookPart = reader !== undefined && appeal.decidedBefore.includes(reader);
  return (
    <li className={`${ui.card} ${styles.row}`} aria-labelledby={id}>
      <div className={styles.stake}>
        <span>{t('appeals.money')}</span>
        <b>
          <Money amount={appeal.moneyBaseUnits} />
        </b>
      </div>
      <div className={ui.stack}>
        <div>
          <h2 id={id}>
            {t('appeals.by', { name: appeal.labeler })}{' '}
            <Badge tone={tones[appeal.state]}>{t(`appeals.state.${appeal.state}`)}</Badge>
          </h2>
          <Facts appeal={appeal} />
        </div>
        <p className={styles.statement}>{appeal.statement}</p>
        {appeal.reason && <p>{appeal.reason}</p>}
        {appeal.state === 'WAITING' && tookPart && <p className={ui.hint}>{t('appeals.notThird')}</p>}
        {appeal.state === 'WAITING' && !tookPart && (
          <div className={`${ui.actions} ${ui.start}`}>
            <Button look="primary" onClick={() => setDeciding('UPHOLD')}>
              {t('appeals.uphold')}
            </Button>
            <Button onClick={() => setDeciding('REJECT')}>{t('appeals.reject')}</Button>
          </div>
        )}
      </div>
      {deciding && <AppealDialog appeal={appeal} decision={deciding} onClose={() => setDeciding(null)} />}
    </li>
  );
}

function Facts({ appeal }: { appeal: QueuedAppeal }) {
  const { t, i18n } = useTranslation();
  const time = (iso: string) => formatTime(iso, i18n.language);
  const late = isPast(appeal.answerBy);
  return (
    <p className={styles.facing}>
      {appeal.decidedAt ? (
        <span>{t('appeals.answered', { time: time(appeal.decidedAt) })}</span>
      ) : (
        <span className={late ? styles.overdue : undefined}>
          {late
            ? t('appeals.overdue', { time: time(appeal.answerBy) })
            : t('appeals.answerBy', { time: time(appeal.answerBy) })}
        </span>
      )}
      <span>{t('appeals.accounts', { count: appeal.caseLabelers.length })}</span>
      {appeal.decidedBefore.length > 0 && (
        <span>
          {t('appeals.decidedBefore', {
            names: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(appeal.decidedBefore),
          })}
        </span>
      )}
      <Link to={`/cases/${appeal.caseId}`}>{t('appeals.caseLink')}</Link>
    </p>
  );
}
