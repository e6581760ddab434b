import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { FlagBadge } from './FlagBadge';
import { chanceExponent, formatNumber, powerOfTen } from '@/lib/format';
import { strongest, type CaseEvidence, type CaseFlag } from './case';
import styles from './review.module.css';

const SHOWN_PAIRS = 3;

/** Why these accounts stand together here, in plain words first. */
export function Verdict({ shown }: { shown: CaseEvidence }) {
  const { t, i18n } = useTranslation();
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
            <FlagBadge kind={flag.kind} /> {summaryOf(flag)}
          </li>
        ))}
        {more > 0 && <li>{t('cases.evidence.more', { count: more })}</li>}
      </ul>
    </Card>
  );

  /** The server's summary in the reader's language, with names; its own words where it says more than is shown here. */
  function summaryOf(flag: CaseFlag): string {
    if (flag.kind === 'SAME_WALLET') return t('cases.evidence.SAME_WALLET', { count: flag.labelers.length });
    if (flag.kind === 'SAME_BROWSER') return t('cases.evidence.SAME_BROWSER', { count: flag.labelers.length });
    const names = flag.labelers.map((id) => shown.labelers.find((labeler) => labeler.id === id)?.name);
    const pair = shown.pairs.find((each) => names.includes(each.labelerA) && names.includes(each.labelerB));
    if (!pair) return flag.summary;
    return t('cases.evidence.copied', {
      a: pair.labelerA,
      b: pair.labelerB,
      same: pair.same,
      common: pair.commonItems,
      expected: formatNumber(Math.round(pair.expectedSame * 10) / 10, i18n.language),
    });
  }
}
