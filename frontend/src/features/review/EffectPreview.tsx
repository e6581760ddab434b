import { useTranslation } from 'react-i18next';
import { useMoney } from '@/components/Money';
import { ProblemNotice } from '@/components/ProblemNotice';
import { useEffectOf } from './api/get-effect';
import type { DecisionKind, Effect } from './case';
import styles from './review.module.css';

/** What a decision would remove, re-open and pay back, said before it is taken. */
export function EffectPreview({ caseId, decision }: { caseId: string; decision: DecisionKind }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const effect = useEffectOf(caseId, decision);
  if (effect.isError) return <ProblemNotice problem={effect.error} onRetry={() => void effect.refetch()} />;
  return (
    <div className={styles.effect} role="status">
      <b>{t('cases.effect.title')}</b>
      {effect.data ? t('cases.effect.sentence', { parts: partsOf(effect.data) }) : t('cases.effect.counting')}
    </div>
  );

  function partsOf(counted: Effect): string {
    const parts = [
      counted.removedAnswers > 0 && t('cases.effect.removedAnswers', { count: counted.removedAnswers }),
      counted.reopenedTasks > 0 && t('cases.effect.reopenedTasks', { count: counted.reopenedTasks }),
      counted.changedLabels > 0 && t('cases.effect.changedLabels', { count: counted.changedLabels }),
      BigInt(counted.returnedBaseUnits) > 0n && t('cases.effect.returned', { amount: money(counted.returnedBaseUnits) }),
      BigInt(counted.heldBaseUnits) > 0n && t('cases.effect.held', { amount: money(counted.heldBaseUnits) }),
      BigInt(counted.releasedBaseUnits) > 0n && t('cases.effect.released', { amount: money(counted.releasedBaseUnits) }),
    ].filter((part) => part !== false);
    if (parts.length === 0) return t('cases.effect.nothing');
    return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts);
  }
}
