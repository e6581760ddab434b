import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import type { Dataset } from '@/lib/model';
import { useDatasets, useMe } from '@/lib/queries';
import { OpenDataset } from './OpenDataset';
import styles from './labeling.module.css';
import { useOutbox } from './use-labeling-session';

function WorkPage() {
  const { t } = useTranslation();
  const datasets = useDatasets();
  const me = useMe(true);
  return (
    <Page title={t('work.title')} lead={t('work.lead')}>
      {me.data && <Leftovers accountId={me.data.id} />}
      <QueryState query={datasets}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t('work.empty.title')}>{t('work.empty.text')}</Empty>
          ) : (
            <ul className={styles.datasets}>
              {workFirst(shown).map((dataset) => (
                <OpenDataset key={dataset.id} dataset={dataset} />
              ))}
            </ul>
          )
        }
      </QueryState>
      <MorePages query={datasets} />
    </Page>
  );
}

function workFirst(datasets: Dataset[]): Dataset[] {
  const done = (dataset: Dataset) => (dataset.available ?? 0) === 0;
  return [...datasets.filter((dataset) => !done(dataset)), ...datasets.filter(done)];
}

/** Draws nothing: opening the outbox sends what an earlier visit left in it. */
function Leftovers({ accountId }: { accountId: string }) {
  useOutbox(accountId);
  return null;
}

export const route = { Component: WorkPage };
