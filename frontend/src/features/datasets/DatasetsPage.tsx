import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Bar } from '@/components/Bar';
import { ButtonLink } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Money } from '@/components/Money';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import type { Dataset } from '@/lib/model';
import { useDatasets, useMe } from '@/lib/queries';
import { StateBadge } from './StateBadge';
import styles from './datasets.module.css';

function DatasetsPage() {
  const { t } = useTranslation();
  const datasets = useDatasets();
  const requester = useMe(true).data?.role === 'requester';
  const create = (
    <ButtonLink to="/datasets/new" look="primary">
      {t('datasets.new')}
    </ButtonLink>
  );
  return (
    <Page title={t('datasets.title')} lead={requester ? t('datasets.lead') : t('datasets.leadAdmin')} actions={requester && create}>
      <QueryState query={datasets}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t('datasets.empty.title')} action={requester && create}>
              {t('datasets.empty.text')}
            </Empty>
          ) : (
            <div className={ui.card}>
              <DatasetsTable rows={shown} />
            </div>
          )
        }
      </QueryState>
      <MorePages query={datasets} />
    </Page>
  );
}

function DatasetsTable({ rows }: { rows: Dataset[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('datasets.title')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: t('datasets.name'), cell: (row) => <Link to={`/datasets/${row.id}`}>{row.name}</Link> },
        { title: t('common.state'), cell: (row) => <StateBadge state={row.state} /> },
        { title: t('datasets.progress.title'), cell: (row) => <Resolved dataset={row} /> },
        { title: t('datasets.progress.answers'), cell: (row) => row.answers, number: true },
        { title: t('datasets.price'), cell: (row) => <Money amount={row.priceBaseUnits} />, number: true },
        { title: t('datasets.funded'), cell: (row) => <Money amount={row.fundedBaseUnits} />, number: true },
      ]}
    />
  );
}

function Resolved({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const { items, resolved } = dataset;
  return (
    <div className={styles.resolved}>
      <span>{t('datasets.resolvedOf', { resolved, items })}</span>
      <Bar to={items === 0 ? 0 : (100 * resolved) / items} />
    </div>
  );
}

export const route = { Component: DatasetsPage };
