import { useTranslation } from 'react-i18next';
import { formatTime, isPast } from '@/lib/format';
import type { Case } from './case';
import styles from './review.module.css';

/** When a reviewer must have looked, for as long as one has to. */
export function Deadline({ row }: { row: Case }) {
  const { t, i18n } = useTranslation();
  if (row.state !== 'OPEN' && row.state !== 'SECOND') return null;
  const time = formatTime(row.deadline, i18n.language);
  const overdue = isPast(row.deadline);
  return (
    <span className={overdue ? styles.overdue : undefined}>
      {overdue ? t('cases.overdue', { time }) : t('cases.deadline', { time })}
    </span>
  );
}
