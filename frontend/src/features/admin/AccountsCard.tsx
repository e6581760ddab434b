import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Money } from '@/components/Money';
import { Table } from '@/components/Table';
import { useAccounts, type Accounts } from './api/audits';

const held = ['balances', 'escrows', 'returning', 'accrued', 'settled', 'claimed'] as const;

/** Where all money is by the books; what came in and where it is must be the same sum. */
export function AccountsCard() {
  const { t } = useTranslation();
  const accounts = useAccounts().data;
  if (!accounts) return null;
  const sum = (names: readonly (keyof Accounts)[]) => names.reduce((all, name) => all + BigInt(accounts[name]), 0n);
  const rows = [
    ...(['deposits', 'platform'] as const).map((name) => ({ name, amount: BigInt(accounts[`${name}BaseUnits`]) })),
    { name: 'in' as const, amount: sum(['depositsBaseUnits', 'platformBaseUnits']) },
    ...held.map((name) => ({ name, amount: BigInt(accounts[`${name}BaseUnits`]) })),
    { name: 'held' as const, amount: sum(held.map((name) => `${name}BaseUnits` as const)) },
  ];
  return (
    <Card title={t('money.accounts.title')} hint={<Refunded amount={accounts.refundedBaseUnits} />}>
      <Table
        caption={t('money.accounts.title')}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          { title: t('money.accounts.account'), cell: (row) => t(`money.accounts.names.${row.name}`) },
          { title: t('money.accounts.amount'), cell: (row) => <Money amount={row.amount} />, number: true },
        ]}
      />
    </Card>
  );
}

function Refunded({ amount }: { amount: string }) {
  const { t } = useTranslation();
  return (
    <>
      {t('money.accounts.refunded')} <Money amount={amount} />
    </>
  );
}
