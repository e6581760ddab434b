import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { useMoney } from '@/components/Money';
import { Table } from '@/components/Table';
import type { Condition } from './api/get-earnings';

/** What the tier rests on, and what would raise it. */
export function TierConditions({ conditions }: { conditions: Condition[] }) {
  const { t } = useTranslation();
  const money = useMoney();
  const amount = (condition: Condition, value: string) => {
    if (condition.kind === 'STAKE') return money(value);
    if (condition.kind === 'NO_SUSPICION') return `${value} %`;
    return condition.needs === '1' ? (value === '1' ? t('tier.yes') : t('tier.no')) : value;
  };
  return (
    <Table
      caption={t('tier.title')}
      rows={conditions.filter((condition) => condition.kind !== 'VOUCHED')}
      rowKey={(row) => row.kind}
      columns={[
        { title: t('tier.title'), cell: (row) => t(`tier.condition.${row.kind}`) },
        { title: t('tier.has'), cell: (row) => amount(row, row.has), number: true },
        { title: t('tier.needs'), cell: (row) => (row.kind === 'NO_SUSPICION' ? `≤ ${amount(row, row.needs)}` : amount(row, row.needs)), number: true },
        {
          title: t('common.state'),
          cell: (row) => <Badge tone={row.met ? 'positive' : 'plain'}>{row.met ? t('tier.met') : t('tier.open')}</Badge>,
        },
      ]}
    />
  );
}
