import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatPercent } from '@/lib/format';
import { useDoubtfulAnswers } from './api/get-doubtful';

/** Which answers all others speak against. */
export function DoubtfulCard({ datasetId }: { datasetId: string }) {
  const { t, i18n } = useTranslation();
  const answers = useDoubtfulAnswers(datasetId);
  const percent = (value: number | null) => (value === null ? '–' : formatPercent(value, i18n.language));
  return (
    <Card title={t('datasets.doubtful.title')} hint={t('datasets.doubtful.hint')}>
      <QueryState query={answers}>
        {({ items }) => {
          const rows = items.filter((row) => row.validity !== null);
          if (rows.length === 0) return <p className={ui.hint}>{t('datasets.doubtful.empty')}</p>;
          return (
            <Table
              caption={t('datasets.doubtful.title')}
              rows={rows}
              rowKey={(row) => `${row.sequence}`}
              columns={[
                { title: t('datasets.doubtful.item'), cell: (row) => row.key },
                { title: t('datasets.doubtful.labeler'), cell: (row) => row.labeler },
                { title: t('datasets.doubtful.label'), cell: (row) => row.label },
                { title: t('datasets.doubtful.validity'), cell: (row) => percent(row.validity), number: true },
                { title: t('datasets.doubtful.difficulty'), cell: (row) => percent(row.difficulty), number: true },
              ]}
            />
          );
        }}
      </QueryState>
    </Card>
  );
}
