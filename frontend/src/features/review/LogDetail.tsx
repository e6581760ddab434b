import { useTranslation } from 'react-i18next';
import { useMoney } from '@/components/Money';
import ui from '@/components/ui.module.css';

/** What the log keeps of an action: its reason first, then names and figures; identifiers stay in the server's log. */
export function LogDetail({ detail }: { detail: unknown }) {
  const { t } = useTranslation();
  const money = useMoney();
  if (detail === null || detail === undefined) return '–';
  if (typeof detail !== 'object') return String(detail);
  const kept = detail as Record<string, unknown>;
  const facts = [
    Array.isArray(kept.labelers) && t('cases.log.accounts', { count: kept.labelers.length }),
    amountOf(kept.baseUnits),
    amountOf(kept.goodwillBaseUnits, true),
    typeof kept.changedLabels === 'number' && t('cases.effect.changedLabels', { count: kept.changedLabels }),
    typeof kept.reopenedTasks === 'number' && t('cases.effect.reopenedTasks', { count: kept.reopenedTasks }),
    Array.isArray(kept.checklist) && kept.checklist.length > 0 && t('cases.log.considered', { count: kept.checklist.length }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      {typeof kept.reason === 'string' && <p>{kept.reason}</p>}
      {facts.length > 0 && <p className={ui.hint}>{facts.join(' · ')}</p>}
    </>
  );

  function amountOf(baseUnits: unknown, goodwill = false): string | null {
    if (typeof baseUnits !== 'string' || !/^\d+$/.test(baseUnits)) return null;
    return goodwill ? t('cases.log.goodwill', { amount: money(baseUnits) }) : money(baseUnits);
  }
}
