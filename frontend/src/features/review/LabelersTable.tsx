import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Money } from '@/components/Money';
import { Table } from '@/components/Table';
import type { CaseLabeler } from './case';

export function LabelersTable({ labelers }: { labelers: CaseLabeler[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('cases.labelers.title')}
      rows={labelers}
      rowKey={(row) => row.id}
      columns={[
        { title: t('cases.labelers.labeler'), cell: (row) => row.name },
        { title: t('cases.labelers.answers'), cell: (row) => row.answers, number: true },
        { title: t('cases.labelers.unpaid'), cell: (row) => <Money amount={row.unpaidBaseUnits} />, number: true },
        {
          title: t('cases.labelers.payouts'),
          cell: (row) => (
            <Badge tone={row.held ? 'negative' : 'plain'}>
              {row.held ? t('cases.labelers.held') : t('cases.labelers.running')}
            </Badge>
          ),
        },
      ]}
    />
  );
}
