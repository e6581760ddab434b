import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatPercent } from '@/lib/format';
import { useLabelers, type LabelerReliability } from './api/get-labelers';
import styles from './datasets.module.css';

/** Below this many answers a point estimate says too little to be shown. */
const POINT_FROM_ANSWERS = 10;

const FIRST = 20;

export function LabelersCard({ datasetId }: { datasetId: string }) {
  const { t } = useTranslation();
  const labelers = useLabelers(datasetId);
  return (
    <Card title={t('datasets.labelers.title')} hint={t('datasets.labelers.hint')}>
      <QueryState query={labelers}>
        {(rows) => (rows.length === 0 ? <p className={ui.hint}>{t('datasets.labelers.empty')}</p> : <First rows={rows} />)}
      </QueryState>
    </Card>
  );
}

function First({ rows }: { rows: LabelerReliability[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      <Rows rows={all ? rows : rows.slice(0, FIRST)} />
      {!all && rows.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('datasets.labelers.all', { count: rows.length })}</Button>
      )}
    </>
  );
}

function Rows({ rows }: { rows: LabelerReliability[] }) {
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
          cell: (row) => formatPercent(row.informativeness, i18n.language),
          number: true,
        },
      ]}
    />
  );
}

function Interval({ row }: { row: LabelerReliability }) {
  const { t, i18n } = useTranslation();
  const low = formatPercent(row.accuracyLow, i18n.language);
  const high = formatPercent(row.accuracyHigh, i18n.language);
  const point = row.answers >= POINT_FROM_ANSWERS;
  return (
    <div className={styles.interval}>
      <div className={styles.intervalTrack} aria-hidden="true">
        <i style={{ insetInlineStart: `${100 * row.accuracyLow}%`, insetInlineEnd: `${100 - 100 * row.accuracyHigh}%` }} />
        {point && <b style={{ insetInlineStart: `${100 * row.accuracy}%` }} />}
      </div>
      <span>
        {point
          ? t('datasets.labelers.point', { accuracy: formatPercent(row.accuracy, i18n.language), low, high })
          : t('datasets.labelers.range', { low, high })}
      </span>
    </div>
  );
}
