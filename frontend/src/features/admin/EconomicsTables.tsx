import { useTranslation } from 'react-i18next';
import { Money } from '@/components/Money';
import { Table } from '@/components/Table';
import { formatNumber, formatPercent } from '@/lib/format';
import type { Economics, Payday, TierRow } from './api/get-economics';

const days = (seconds: number) => Math.round((seconds / 86_400) * 10) / 10;

export function TiersTable({ rows }: { rows: TierRow[] }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <Table
      caption={t('economics.policy')}
      rows={rows}
      rowKey={(row) => String(row.tier)}
      columns={[
        { title: t('economics.tier'), cell: (row) => row.tier },
        { title: t('economics.labelers'), cell: (row) => number(row.labelers), number: true },
        {
          title: t('economics.daily'),
          cell: (row) => (row.dailyAnswers === null ? t('economics.unlimited') : number(row.dailyAnswers)),
          number: true,
        },
        {
          title: t('economics.cap'),
          cell: (row) => (row.capBaseUnits === null ? t('economics.unlimited') : <Money amount={row.capBaseUnits} />),
          number: true,
        },
        {
          title: t('economics.holdBack'),
          cell: (row) => t('economics.holdBackOf', { answers: number(row.holdBackAnswers), days: days(row.holdBackSeconds) }),
        },
        { title: t('economics.vesting'), cell: (row) => t('economics.days', { days: days(row.vestingSeconds) }), number: true },
      ]}
    />
  );
}

export function HonestTable({ rows }: { rows: Payday[] }) {
  const { t, i18n } = useTranslation();
  const share = (value: number) => formatPercent(value, i18n.language);
  return (
    <Table
      caption={t('economics.honest')}
      rows={rows}
      rowKey={(row) => row.who}
      columns={[
        { title: t('economics.who'), cell: (row) => t(`economics.person.${row.who}`) },
        {
          title: t('economics.firstPayout'),
          cell: (row) => (row.firstPayoutDay < 0 ? '–' : t('economics.day', { day: row.firstPayoutDay })),
          number: true,
        },
        { title: t('economics.after', { days: 30 }), cell: (row) => share(row.share30), number: true },
        { title: t('economics.after', { days: 60 }), cell: (row) => share(row.share60), number: true },
        { title: t('economics.after', { days: 90 }), cell: (row) => share(row.share90), number: true },
      ]}
    />
  );
}

export function StressTable({ rows }: { rows: Economics['report']['stress'] }) {
  const { t, i18n } = useTranslation();
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(value);
  return (
    <Table
      caption={t('economics.stress')}
      rows={rows}
      rowKey={(row) => String(row.costPerAnswer)}
      columns={[
        { title: t('economics.answerCost'), cell: (row) => formatNumber(row.costPerAnswer, i18n.language, 6), number: true },
        { title: t('economics.largestProfit'), cell: (row) => number(row.largestProfitTokens, 2), number: true },
      ]}
    />
  );
}
