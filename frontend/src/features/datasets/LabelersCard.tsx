import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatPercent } from '@/lib/format';
import { labelTitle, type Dataset } from '@/lib/model';
import { useLabelers, type LabelerReliability } from './api/get-labelers';
import styles from './datasets.module.css';

const FIRST = 20;

const tones: Record<'STEADY' | 'FALLING' | 'RISING', Tone> = { STEADY: 'plain', FALLING: 'caution', RISING: 'positive' };

export function LabelersCard({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const labelers = useLabelers(dataset.id);
  return (
    <Card title={t('datasets.labelers.title')} hint={t('datasets.labelers.hint')}>
      <QueryState query={labelers}>
        {(rows) => (rows.length === 0 ? <p className={ui.hint}>{t('datasets.labelers.empty')}</p> : <First dataset={dataset} rows={rows} />)}
      </QueryState>
    </Card>
  );
}

interface RowsProps {
  dataset: Dataset;
  rows: LabelerReliability[];
}

function First({ dataset, rows }: RowsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      <Rows dataset={dataset} rows={all ? rows : rows.slice(0, FIRST)} />
      {!all && rows.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('datasets.labelers.all', { count: rows.length })}</Button>
      )}
    </>
  );
}

function Rows({ dataset, rows }: RowsProps) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('datasets.labelers.title')}
      rows={rows}
      rowKey={(row) => row.labeler}
      columns={[
        { title: t('datasets.labelers.labeler'), cell: (row) => row.labeler },
        { title: t('datasets.progress.answers'), cell: (row) => row.answers, number: true },
        { title: t('datasets.labelers.accuracy'), cell: (row) => <Interval row={row} /> },
        {
          title: t('datasets.labelers.informativeness'),
          cell: (row) => (row.informativeness === null ? '–' : formatPercent(row.informativeness, i18n.language)),
          number: true,
        },
        {
          title: t('datasets.labelers.worst'),
          cell: (row) => row.worstClass && <WorstClass dataset={dataset} worst={row.worstClass} />,
        },
        { title: t('datasets.labelers.drift'), cell: (row) => row.drift && <DriftCell drift={row.drift} /> },
      ]}
    />
  );
}

function Interval({ row }: { row: LabelerReliability }) {
  const { t, i18n } = useTranslation();
  const low = formatPercent(row.accuracyLow, i18n.language);
  const high = formatPercent(row.accuracyHigh, i18n.language);
  return (
    <div className={styles.interval}>
      <div className={styles.intervalTrack} aria-hidden="true">
        <i style={{ insetInlineStart: `${100 * row.accuracyLow}%`, insetInlineEnd: `${100 - 100 * row.accuracyHigh}%` }} />
        {row.accuracy !== null && <b style={{ insetInlineStart: `${100 * row.accuracy}%` }} />}
      </div>
      <span>
        {row.accuracy !== null
          ? t('datasets.labelers.point', { accuracy: formatPercent(row.accuracy, i18n.language), low, high })
          : t('datasets.labelers.range', { low, high })}
      </span>
    </div>
  );
}

function WorstClass({ dataset, worst }: { dataset: Dataset; worst: NonNullable<LabelerReliability['worstClass']> }) {
  const { t, i18n } = useTranslation();
  const low = formatPercent(worst.accuracyLow, i18n.language);
  const high = formatPercent(worst.accuracyHigh, i18n.language);
  return (
    <>
      {labelTitle(worst.label, dataset.schema, i18n.language)}{' '}
      <small>{t('datasets.labelers.point', { accuracy: formatPercent(worst.accuracy, i18n.language), low, high })}</small>
    </>
  );
}

function DriftCell({ drift }: { drift: NonNullable<LabelerReliability['drift']> }) {
  const { t, i18n } = useTranslation();
  const low = formatPercent(drift.changeLow, i18n.language);
  const high = formatPercent(drift.changeHigh, i18n.language);
  return (
    <>
      <Badge tone={tones[drift.trend]}>{t(`datasets.labelers.trend.${drift.trend}`)}</Badge>{' '}
      <small>{t('datasets.labelers.range', { low, high })}</small>
    </>
  );
}
