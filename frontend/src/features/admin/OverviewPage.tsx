import { useTranslation } from 'react-i18next';
import { Money } from '@/components/Money';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Tiles } from '@/components/Tiles';
import { ButtonLink } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { formatNumber } from '@/lib/format';
import { useConfiguration } from '@/lib/queries';
import { useOverview, type Overview } from './api/get-overview';
import { CrowdCard } from './CrowdCard';

function OverviewPage() {
  const { t } = useTranslation();
  const overview = useOverview();
  const embedded = useConfiguration().data?.embedded ?? false;
  return (
    <Page title={t('admin.title')} lead={t('admin.lead')}>
      <QueryState query={overview}>{(shown) => <Figures overview={shown} />}</QueryState>
      {embedded && <CrowdCard />}
    </Page>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <>
      {overview.openCases > 0 && (
        <Notice
          tone="caution"
          title={t('admin.openCases', { count: overview.openCases })}
          action={<ButtonLink to="/cases">{t('admin.review')}</ButtonLink>}
        />
      )}
      <Tiles
        tiles={[
          { title: t('admin.submissions'), value: number(overview.submissions) },
          { title: t('admin.labelers'), value: number(overview.labelers) },
          { title: t('admin.datasets'), value: number(overview.datasets) },
          { title: t('admin.cases'), value: number(overview.openCases) },
        ]}
      />
      <Tiles
        tiles={[
          { title: t('admin.ledger'), value: <Money amount={overview.ledgerBaseUnits} /> },
          { title: t('admin.settled'), value: <Money amount={overview.settledBaseUnits} /> },
          {
            title: t('admin.onChain'),
            value: overview.onChainBaseUnits === null ? t('admin.unread') : <Money amount={overview.onChainBaseUnits} />,
          },
          { title: t('admin.outbox'), value: number(overview.outboxWaiting), note: t('admin.outboxNote') },
        ]}
      />
    </>
  );
}

export const route = { Component: OverviewPage };
