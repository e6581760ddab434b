import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Badge } from '@/components/Badge';
import { chanceExponent, powerOfTen } from '@/lib/format';
import { strongest, type CaseEvidence } from './case';
import styles from './review.module.css';

/** Why these accounts stand together here, in plain words first. */
export function Verdict({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  const evidence = strongest(shown.flags);
  return (
    <Card title={t('cases.evidence.title')}>
      {evidence !== null && (
        <p className={styles.verdict}>
          {t('cases.evidence.chance', { power: powerOfTen(chanceExponent(evidence)) })}
        </p>
      )}
      <ul className={styles.flags}>
        {shown.flags.map((flag) => (
          <li key={flag.id}>
            <Badge tone="caution">{t(`cases.kind.${flag.kind}`)}</Badge> {flag.summary}
          </li>
        ))}
      </ul>
    </Card>
  );
}
