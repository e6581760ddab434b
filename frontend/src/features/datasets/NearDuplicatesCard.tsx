import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { MorePages } from '@/components/MorePages';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatNumber } from '@/lib/format';
import { useNearDuplicates } from './api/get-near-duplicates';

const SHOWN_KEYS = 5;

/** Items one pays for twice: found at import, and left to the requester to judge. */
export function NearDuplicatesCard({ datasetId }: { datasetId: string }) {
  const { t, i18n } = useTranslation();
  const query = useNearDuplicates(datasetId);
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <Card title={t('datasets.alike.title')} hint={t('datasets.alike.hint')}>
      <QueryState query={query}>
        {({ pages }) => {
          const [first] = pages;
          if (!first) return null;
          const groups = pages.flatMap((page) => page.items);
          return (
            <div className={ui.stack}>
              <p role="status">
                {first.measuring
                  ? t('datasets.alike.measuring')
                  : t('datasets.alike.found', { alike: number(first.alike), checked: number(first.checked) })}
                {first.unreadable > 0 && ` ${t('datasets.alike.unreadable', { count: first.unreadable })}`}
              </p>
              {groups.length > 0 && (
                <Table
                  caption={t('datasets.alike.title')}
                  rows={groups}
                  rowKey={(row) => `${row.kind} ${row.keys[0]}`}
                  columns={[
                    {
                      title: t('datasets.alike.items'),
                      cell: (row) =>
                        row.keys.slice(0, SHOWN_KEYS).join(', ') + (row.items > SHOWN_KEYS ? ', …' : ''),
                    },
                    { title: t('datasets.alike.count'), cell: (row) => number(row.items), number: true },
                    {
                      title: t('datasets.alike.how'),
                      cell: (row) =>
                        row.contents === 1 ? t('datasets.alike.same') : t(`datasets.alike.kind.${row.kind}`),
                    },
                  ]}
                />
              )}
              <MorePages query={query} />
            </div>
          );
        }}
      </QueryState>
    </Card>
  );
}
