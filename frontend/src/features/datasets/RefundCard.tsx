import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Money, useMoney } from '@/components/Money';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime, shortenHex } from '@/lib/format';
import type { Dataset } from '@/lib/model';
import { useRefund, type Refund } from './api/refund';
import { RefundDialog } from './RefundDialog';

const tones: Record<Refund['state'], Tone> = {
  ANNOUNCED: 'info',
  WAITING: 'info',
  UNKNOWN: 'caution',
  REFUNDED: 'positive',
};

/** What of the dataset's money is on its way back, came back, or could. */
export function RefundCard({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const money = useMoney();
  const [asking, setAsking] = useState(false);
  const standing = useRefund(dataset.id).data;
  if (!standing) return null;
  const running = standing.refunds.some((one) => one.state !== 'REFUNDED');
  const offered = dataset.state !== 'OPEN' && !running && standing.refundableBaseUnits !== '0';
  if (standing.refunds.length === 0 && !offered) return null;
  return (
    <Card
      title={t('datasets.refund.card')}
      hint={offered ? t('datasets.refund.offer', { amount: money(standing.refundableBaseUnits) }) : t('datasets.refund.hint')}
      actions={offered && <Button onClick={() => setAsking(true)}>{t('datasets.refund.button')}</Button>}
    >
      {standing.refunds.length > 0 && <Refunds rows={standing.refunds} />}
      {asking && <RefundDialog dataset={dataset} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Refunds({ rows }: { rows: Refund[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('datasets.refund.card')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          title: t('datasets.refund.when'),
          cell: (row) => <span className={ui.time}>{whenOf(row)}</span>,
        },
        { title: t('common.state'), cell: (row) => <Badge tone={tones[row.state]}>{t(`datasets.refund.states.${row.state}`)}</Badge> },
        {
          title: t('datasets.refund.transaction'),
          cell: (row) => row.transactionHash !== null && <code title={row.transactionHash}>{shortenHex(row.transactionHash)}</code>,
        },
        { title: t('datasets.refund.amountTitle'), cell: (row) => <Money amount={row.amountBaseUnits} />, number: true },
      ]}
    />
  );

  function whenOf(row: Refund): string {
    if (row.refundedAt !== null) return formatTime(row.refundedAt, i18n.language);
    if (row.refundableAt === null) return '…';
    return t('datasets.refund.from', { time: formatTime(row.refundableAt, i18n.language) });
  }
}
