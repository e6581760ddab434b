import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { decisionsOf, type Case } from './case';
import styles from './review.module.css';

export function DecisionsCard({ shown }: { shown: Case }) {
  const { t, i18n } = useTranslation();
  const decisions = decisionsOf(shown);
  return (
    <Card title={t('cases.decisions.title')}>
      {decisions.length === 0 && <p className={ui.hint}>{t('cases.decisions.none')}</p>}
      <ol className={styles.decisions}>
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
    </Card>
  );
}
