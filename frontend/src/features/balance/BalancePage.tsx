import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '@/components/Card';
import { Money } from '@/components/Money';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import { Tiles } from '@/components/Tiles';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { useBalance } from '@/lib/queries';
import { useMovements, type Movement } from './get-movements';

function BalancePage() {
  const { t } = useTranslation();
  const balance = useBalance();
  const movements = useMovements();
  return (
    <Page title={t('balance.title')} lead={t('balance.lead')}>
      <QueryState query={balance}>
        {(shown) => (
          <Tiles
            tiles={[
              { title: t('balance.free'), value: <Money amount={shown.balanceBaseUnits} /> },
              { title: t('balance.datasets'), value: <Money amount={shown.datasetsBaseUnits} /> },
              { title: t('balance.returning'), value: <Money amount={shown.returningBaseUnits} /> },
            ]}
          />
        )}
      </QueryState>
      <Card title={t('balance.movements')} hint={t('balance.depositHint')}>
        <QueryState query={movements}>
          {(rows) => (rows.length === 0 ? <p className={ui.hint}>{t('balance.empty')}</p> : <Movements rows={rows} />)}
        </QueryState>
      </Card>
      <MorePages query={movements} />
    </Page>
  );
}

function Movements({ rows }: { rows: Movement[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('balance.movements')}
      rows={rows}
      rowKey={(row) => String(row.id)}
      columns={[
        { title: t('balance.time'), cell: (row) => <span className={ui.time}>{formatTime(row.at, i18n.language)}</span> },
        { title: t('balance.what'), cell: (row) => t(`balance.kinds.${row.kind}`) },
        { title: t('balance.for'), cell: (row) => <Ground movement={row} /> },
        { title: t('balance.amount'), cell: (row) => <Moved movement={row} />, number: true },
      ]}
    />
  );
}

function Ground({ movement }: { movement: Movement }) {
  const { t } = useTranslation();
  if (movement.datasetId !== null) return <Link to={`/datasets/${movement.datasetId}`}>{movement.datasetName}</Link>;
  return <>{movement.reference ?? t('balance.demo')}</>;
}

function Moved({ movement }: { movement: Movement }) {
  return (
    <>
      {movement.kind === 'FUNDING' ? '−' : '+'}
      <Money amount={movement.amountBaseUnits} />
    </>
  );
}

export const route = { Component: BalancePage };
