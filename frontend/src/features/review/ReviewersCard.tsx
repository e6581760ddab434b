import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { waitsForOther, type CaseEvidence, type Proposal } from './case';
import styles from './review.module.css';

/** Where the case stands, and what each reviewer said as far as the reader may know it. */
export function ReviewersCard({ shown, reviewer }: { shown: CaseEvidence; reviewer: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Card title={t('cases.decisions.title')}>
      <div className={ui.stack}>
        <p>
          {waitsForOther(shown, reviewer) ? t('cases.decisions.waitsOther') : t(`cases.decisions.stands.${shown.state}`)}
        </p>
        {shown.proposals.length > 0 && (
          <ol className={styles.decisions}>
            {shown.proposals.map((proposal) => (
              <ProposalRow key={`${proposal.reviewer} ${proposal.at}`} proposal={proposal} />
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}

function ProposalRow({ proposal }: { proposal: Proposal }) {
  const { t, i18n } = useTranslation();
  const words = { name: proposal.reviewer, time: formatTime(proposal.at, i18n.language) };
  if (proposal.decision === null) {
    return (
      <li>
        <b>{t('cases.decisions.looked', { name: proposal.reviewer })}</b>
        <p>{t('cases.decisions.hidden')}</p>
        <p className={styles.faint}>{words.time}</p>
      </li>
    );
  }
  return (
    <li>
      <b>{t(`cases.decisions.said.${proposal.decision}`)}</b>
      <p>{proposal.reason}</p>
      <p className={styles.faint}>{t('cases.decisions.by', words)}</p>
    </li>
  );
}
