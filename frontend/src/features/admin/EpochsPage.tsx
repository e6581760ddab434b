import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Copy } from '@/components/Copy';
import { Empty } from '@/components/Empty';
import { Money, useMoney } from '@/components/Money';
import { MorePages } from '@/components/MorePages';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { useCloseEpoch } from './api/close-epoch';
import { useEpochs, type Epoch } from './api/list-epochs';

const tones: Record<Epoch['state'], Tone> = {
  CLOSING: 'plain',
  ROOTED: 'plain',
  PUBLISHED: 'caution',
  FINAL: 'positive',
  UNKNOWN: 'negative',
};

function EpochsPage() {
  const { t } = useTranslation();
  const money = useMoney();
  const epochs = useEpochs();
  const close = useCloseEpoch();
  return (
    <Page
      title={t('epochs.title')}
      lead={t('epochs.lead')}
      actions={
        <Button look="primary" disabled={close.isPending} onClick={() => close.mutate()}>
          {close.isPending ? t('epochs.closing') : t('epochs.close')}
        </Button>
      }
    >
      {close.isError && <ProblemNotice problem={close.error} />}
      {close.data && (
        <Notice tone="positive">
          {t('epochs.closedNow', { number: close.data.number, amount: money(close.data.totalBaseUnits) })}
        </Notice>
      )}
      <QueryState query={epochs}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t('epochs.empty.title')}>{t('epochs.empty.text')}</Empty>
          ) : (
            <div className={ui.card}>
              <EpochsTable rows={shown} />
            </div>
          )
        }
      </QueryState>
      <MorePages query={epochs} />
    </Page>
  );
}

function EpochsTable({ rows }: { rows: Epoch[] }) {
  const { t, i18n } = useTranslation();
  const hex = (value: string | null, name: string) => (value ? <Copy value={value} name={name} /> : '–');
  return (
    <Table
      caption={t('epochs.title')}
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        { title: t('epochs.epoch'), cell: (row) => row.number },
        { title: t('common.state'), cell: (row) => <Badge tone={tones[row.state]}>{t(`epochs.state.${row.state}`)}</Badge> },
        { title: t('epochs.closed'), cell: (row) => (row.closedAt ? <span className={ui.time}>{formatTime(row.closedAt, i18n.language)}</span> : '–') },
        { title: t('epochs.payouts'), cell: (row) => row.payouts, number: true },
        { title: t('epochs.total'), cell: (row) => <Money amount={row.totalBaseUnits} />, number: true },
        { title: t('epochs.root'), cell: (row) => hex(row.root, t('epochs.root')) },
        { title: t('epochs.transaction'), cell: (row) => hex(row.transactionHash, t('epochs.transaction')) },
      ]}
    />
  );
}

export const route = { Component: EpochsPage };
