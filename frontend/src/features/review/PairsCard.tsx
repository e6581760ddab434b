import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar } from '@/components/Bar';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { chanceExponent, formatNumber, powerOfTen } from '@/lib/format';
import { shortNames, type CaseEvidence, type CaseLabeler, type Pair } from './case';
import styles from './review.module.css';

const FIRST = 10;

interface PairsCardProps {
  pairs: Pair[];
  labelers: CaseLabeler[];
  reference: CaseEvidence['reference'];
}

export function PairsCard({ pairs, labelers, reference }: PairsCardProps) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const names = shortNames(labelers.map((labeler) => labeler.name));
  const name = (account: string) => names.get(account) ?? account;
  const ranked = pairs.toSorted((a, b) => (b.logEValue ?? 0) - (a.logEValue ?? 0));
  const nats = (value: number) => formatNumber(Math.round(value * 10) / 10, i18n.language);
  const strongestPair = ranked[0]?.logEValue ?? null;
  if (pairs.length === 0) return null;
  return (
    <Card title={t('cases.pairs.title')} hint={t('cases.pairs.hint')}>
      {reference && (
        <p className={styles.reference}>
          {t('cases.pairs.reference', {
            pairs: formatNumber(reference.pairs, i18n.language),
            nats: nats(reference.honestPairQuantile999),
          })}{' '}
          {strongestPair !== null && t('cases.pairs.strongest', { nats: nats(strongestPair) })}
        </p>
      )}
      <Table
        caption={t('cases.pairs.title')}
        rows={all ? ranked : ranked.slice(0, FIRST)}
        rowKey={(pair) => `${pair.labelerA} ${pair.labelerB}`}
        columns={[
          {
            title: t('cases.pairs.pair'),
            cell: (pair) => t('cases.pairs.two', { a: name(pair.labelerA), b: name(pair.labelerB) }),
          },
          { title: t('cases.pairs.common'), cell: (pair) => pair.commonItems, number: true },
          { title: t('cases.pairs.agreement'), cell: (pair) => <Agreement pair={pair} /> },
          {
            title: t('cases.pairs.chance'),
            cell: (pair) =>
              pair.logEValue === null
                ? t('cases.pairs.hidden')
                : t('cases.pairs.oneIn', { power: powerOfTen(chanceExponent(pair.logEValue)) }),
            number: true,
          },
        ]}
      />
      {!all && ranked.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('cases.pairs.all', { count: ranked.length })}</Button>
      )}
    </Card>
  );
}

/** Observed over expected, on one scale. */
function Agreement({ pair }: { pair: Pair }) {
  const { t, i18n } = useTranslation();
  const percent = (same: number) => (100 * same) / Math.max(pair.commonItems, 1);
  return (
    <div className={styles.agreement}>
      <span>{t('cases.pairs.observed')}</span>
      <Bar to={percent(pair.same)} tone="bar-alarm" />
      <b>{formatNumber(pair.same, i18n.language)}</b>
      <span>{t('cases.pairs.expected')}</span>
      <Bar to={percent(pair.expectedSame)} tone="bar-quiet" />
      <span className={ui.hint}>{formatNumber(Math.round(pair.expectedSame * 10) / 10, i18n.language)}</span>
    </div>
  );
}
