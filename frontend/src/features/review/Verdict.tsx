import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Badge } from '@/components/Badge';
import { chanceExponent, powerOfTen } from '@/lib/format';
import { strongest, type CaseEvidence } from './case';
import styles from './review.module.css';

const SHOWN_PAIRS = 3;

/** Why these accounts stand together here, in plain words first. */
export function Verdict({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  const evidence = strongest(shown.flags);
  const pairs = shown.flags.filter((flag) => flag.kind === 'COPYING');
  const others = shown.flags.filter((flag) => flag.kind !== 'COPYING');
  const more = pairs.length - SHOWN_PAIRS;
  return (
    <Card title={t('cases.evidence.title')}>
      {evidence !== null && (
        <p className={styles.verdict}>
          {t('cases.evidence.chance', { power: powerOfTen(chanceExponent(evidence)) })}
        </p>
      )}
      <ul className={styles.flags}>
        {[...others, ...pairs.slice(0, SHOWN_PAIRS)].map((flag) => (
          <li key={flag.id}>
            <Badge tone="caution">{t(`cases.kind.${flag.kind}`)}</Badge> {flag.summary}
          </li>
        ))}
        {more > 0 && <li>{t('cases.evidence.more', { count: more })}</li>}
      </ul>
    </Card>
  );
}
