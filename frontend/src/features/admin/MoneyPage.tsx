import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Empty } from '@/components/Empty';
import { Money } from '@/components/Money';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { AccountsCard } from './AccountsCard';
import { useAuditNow, useAudits, type AuditLine, type MoneyAudit } from './api/audits';

function MoneyPage() {
  const { t } = useTranslation();
  const audits = useAudits();
  const run = useAuditNow();
  return (
    <Page
      title={t('money.title')}
      lead={t('money.lead')}
      actions={
        <Button look="primary" disabled={run.isPending} onClick={() => run.mutate()}>
          {run.isPending ? t('money.running') : t('money.run')}
        </Button>
      }
    >
      {run.isError && <ProblemNotice problem={run.error} />}
      <AccountsCard />
      <QueryState query={audits}>
        {([latest, ...earlier]) =>
          latest === undefined ? (
            <Empty title={t('money.empty.title')}>{t('money.empty.text')}</Empty>
          ) : (
            <>
              <Latest audit={latest} />
              {earlier.length > 0 && <History rows={earlier} />}
            </>
          )
        }
      </QueryState>
      <MorePages query={audits} />
    </Page>
  );
}

function Result({ balanced }: { balanced: boolean }) {
  const { t } = useTranslation();
  return <Badge tone={balanced ? 'positive' : 'negative'}>{t(balanced ? 'money.balanced' : 'money.broken')}</Badge>;
}

function Latest({ audit }: { audit: MoneyAudit }) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('money.at', { time: formatTime(audit.at, i18n.language) })} actions={<Result balanced={audit.balanced} />}>
      <Table
        caption={t('money.title')}
        rows={audit.lines}
        rowKey={(row: AuditLine) => row.check}
        columns={[
          { title: t('money.check'), cell: (row) => t(`money.checks.${row.check}`) },
          { title: t('money.expected'), cell: (row) => <Money amount={row.expected} />, number: true },
          { title: t('money.found'), cell: (row) => <Money amount={row.found} />, number: true },
          { title: t('money.difference'), cell: (row) => <Money amount={row.difference} />, number: true },
        ]}
      />
    </Card>
  );
}

function History({ rows }: { rows: MoneyAudit[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('money.history')}>
      <Table
        caption={t('money.history')}
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          { title: t('money.time'), cell: (row) => <span className={ui.time}>{formatTime(row.at, i18n.language)}</span> },
          { title: t('money.result'), cell: (row) => <Result balanced={row.balanced} /> },
          { title: t('money.differences'), cell: (row) => row.lines.filter((line) => line.difference !== '0').length, number: true },
        ]}
      />
    </Card>
  );
}

export const route = { Component: MoneyPage };
