import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { decisionsOf, type CaseEvidence, type Proposal } from './case';
import styles from './review.module.css';

/** Who has looked at the case and what they said, as far as the reader may know it. */
export function ReviewersCard({ shown, reviewer }: { shown: CaseEvidence; reviewer: string | undefined }) {
  const { t, i18n } = useTranslation();
  const decisions = decisionsOf(shown);
  return (
    <Card title={t('cases.decisions.title')}>
      <div className={ui.stack}>
        {waits() && <p className={ui.hint}>{waits()}</p>}
        <ol className={styles.decisions}>
          {shown.proposals.map((proposal) => (
            <ProposalRow key={`${proposal.reviewer} ${proposal.at}`} proposal={proposal} />
          ))}
          {decisions.map((decision) => (
            <li key={decision.decidedAt}>
              <b>{t(`cases.decisions.${decision.decision}`)}</b>
              <p>{decision.reason}</p>
              <p className={styles.faint}>
                {t('cases.decisions.by', {
                  name: decision.decidedBy,
                  time: formatTime(decision.decidedAt, i18n.language),
                })}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );

  function waits(): string | null {
    if (shown.state === 'OPEN') return t('cases.decisions.waitsFirst');
    if (shown.state !== 'SECOND') return decisions.length === 0 ? t('cases.decisions.none') : null;
    return shown.proposals.some((proposal) => proposal.reviewer === reviewer)
      ? t('cases.decisions.waitsOther')
      : t('cases.decisions.waitsSecond');
  }
}

function ProposalRow({ proposal }: { proposal: Proposal }) {
  const { t, i18n } = useTranslation();
  const time = formatTime(proposal.at, i18n.language);
  if (proposal.decision === null) {
    return (
      <li>
        <b>{t('cases.decisions.proposed', { name: proposal.reviewer, time })}</b>
        <p className={styles.faint}>{t('cases.decisions.proposedHidden')}</p>
      </li>
    );
  }
  return (
    <li>
      <b>
        {proposal.reviewer} {t(`cases.decisions.proposal.${proposal.decision}`)}
      </b>
      <p>{proposal.reason}</p>
      <p className={styles.faint}>{time}</p>
    </li>
  );
}
