import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Money } from '@/components/Money';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import type { DatasetEarnings, Goodwill, Payout } from './api/get-earnings';
import { ReceiptCheck } from './ReceiptCheck';

export function DatasetEarningsTable({ rows }: { rows: DatasetEarnings[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className={ui.hint}>{t('earnings.noAnswers')}</p>;
  return (
    <Table
      caption={t('earnings.perDataset')}
      rows={rows}
      rowKey={(row) => row.datasetId}
      columns={[
        { title: t('earnings.dataset'), cell: (row) => row.datasetName },
        { title: t('earnings.answers'), cell: (row) => row.answers, number: true },
        { title: t('earnings.bonus'), cell: (row) => <Money amount={row.bonusBaseUnits} />, number: true },
        { title: t('earnings.earned'), cell: (row) => <Money amount={row.earnedBaseUnits} />, number: true },
      ]}
    />
  );
}

export function PayoutsTable({ rows }: { rows: Payout[] }) {
  const { t, i18n } = useTranslation();
  if (rows.length === 0) return <p className={ui.hint}>{t('earnings.noPayouts')}</p>;
  return (
    <Table
      caption={t('earnings.payouts')}
      rows={rows}
      rowKey={(row) => String(row.epoch)}
      columns={[
        { title: t('epochs.epoch'), cell: (row) => row.epoch },
        { title: t('epochs.closed'), cell: (row) => <span className={ui.time}>{formatTime(row.closedAt, i18n.language)}</span> },
        { title: t('earnings.amount'), cell: (row) => <Money amount={row.amountBaseUnits} />, number: true },
        { title: t('earnings.cumulative'), cell: (row) => <Money amount={row.cumulativeBaseUnits} />, number: true },
        {
          title: t('common.state'),
          cell: (row) => (
            <Badge tone={row.claimed ? 'positive' : 'info'}>
              {row.claimed ? t('earnings.stateClaimed') : t('earnings.stateClaimable')}
            </Badge>
          ),
        },
        { title: t('earnings.receipt.title'), cell: (row) => <ReceiptCheck epoch={row.epoch} /> },
      ]}
    />
  );
}

export function GoodwillTable({ rows }: { rows: Goodwill[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('earnings.goodwill.title')}
      rows={rows}
      rowKey={(row) => row.appealId}
      columns={[
        { title: t('earnings.goodwill.since'), cell: (row) => <span className={ui.time}>{formatTime(row.owedSince, i18n.language)}</span> },
        { title: t('earnings.goodwill.reason'), cell: (row) => row.reason },
        { title: t('earnings.amount'), cell: (row) => <Money amount={row.amountBaseUnits} />, number: true },
        { title: t('epochs.epoch'), cell: (row) => row.epoch ?? t('earnings.goodwill.next') },
      ]}
    />
  );
}
