import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { FamilyBadge } from '@/components/FamilyBadge';
import { Money } from '@/components/Money';
import { Notice } from '@/components/Notice';
import ui from '@/components/ui.module.css';
import { formatDays, formatTime, isPast } from '@/lib/format';
import { AppealAnswer } from './AppealAnswer';
import { AppealForm } from './AppealForm';
import type { Hold } from './appeal';
import styles from './appeals.module.css';

/** One decision against the account: what it rests on, what it costs, until when to answer, and the answer. */
export function HoldCard({ hold }: { hold: Hold }) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t(`holds.state.${hold.state}`)}>
      <div className={ui.stack}>
        <dl className={styles.facts}>
          <div>
            <dt>{t('holds.amount')}</dt>
            <dd>
              <Money amount={hold.heldBaseUnits} />
            </dd>
          </div>
          <div>
            <dt>{t('holds.periodTitle')}</dt>
            <dd>{period()}</dd>
          </div>
          <div>
            <dt>{t('holds.deadlineTitle')}</dt>
            <dd>{hold.appealDeadline ? formatTime(hold.appealDeadline, i18n.language) : t('holds.noDeadline')}</dd>
          </div>
        </dl>
        <div>
          <h3>{t('holds.kinds')}</h3>
          <ul className={styles.kinds}>
            {hold.kinds.map((kind) => (
              <li key={kind}>
                <FamilyBadge family={kind} /> {t(`holds.kind.${kind}`)}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{t('holds.reason')}</h3>
          <p className={styles.statement}>{hold.reason}</p>
        </div>
        {hold.appeal ? <AppealAnswer appeal={hold.appeal} /> : appealing()}
      </div>
    </Card>
  );

  function period(): string {
    if (!hold.from || !hold.to) return '–';
    return formatDays(hold.from, hold.to, i18n.language);
  }

  function appealing() {
    if (isPast(hold.appealDeadline)) return <Notice tone="caution">{t('holds.late')}</Notice>;
    return <AppealForm caseId={hold.caseId} />;
  }
}
