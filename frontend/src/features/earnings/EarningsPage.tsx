import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Money } from '@/components/Money';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Tiles } from '@/components/Tiles';
import ui from '@/components/ui.module.css';
import { useEarnings, type Earnings } from './api/get-earnings';
import { BrowserCard } from './BrowserCard';
import { ClaimCard } from './ClaimCard';
import { DatasetEarningsTable, GoodwillTable, PayoutsTable } from './EarningsTables';
import { EraseCard } from './EraseCard';
import { MergeCard } from './MergeCard';
import { ReasonsCard } from './ReasonsCard';
import { UnlockingCard } from './UnlockingCard';
import { WalletCard } from './WalletCard';

function EarningsPage() {
  const { t } = useTranslation();
  const earnings = useEarnings();
  return (
    <Page title={t('earnings.title')} lead={t('earnings.lead')}>
      <QueryState query={earnings}>{(shown) => <Shown earnings={shown} />}</QueryState>
    </Page>
  );
}

function Shown({ earnings }: { earnings: Earnings }) {
  const { t } = useTranslation();
  return (
    <>
      <Tiles
        tiles={[
          { title: t('earnings.earned'), value: <Money amount={earnings.earnedBaseUnits} /> },
          { title: t('earnings.unsettled'), value: <Money amount={earnings.unsettledBaseUnits} /> },
          { title: t('earnings.claimable'), value: <Money amount={earnings.claimableBaseUnits} /> },
          { title: t('earnings.claimed'), value: <Money amount={earnings.claimedBaseUnits} /> },
        ]}
      />
      <div className={ui.columns}>
        <ClaimCard earnings={earnings} />
        <WalletCard address={earnings.walletAddress} balanceBaseUnits={earnings.walletBalanceBaseUnits} />
      </div>
      <UnlockingCard earnings={earnings} />
      <ReasonsCard reasons={earnings.reasons} lines={earnings.lines} />
      <Card title={t('earnings.perDataset')}>
        <DatasetEarningsTable rows={earnings.datasets} />
      </Card>
      {earnings.goodwill.length > 0 && (
        <Card title={t('earnings.goodwill.title')} hint={t('earnings.goodwill.hint')}>
          <GoodwillTable rows={earnings.goodwill} />
        </Card>
      )}
      <Card title={t('earnings.payouts')} hint={t('earnings.payoutsHint')}>
        <PayoutsTable rows={earnings.payouts} />
      </Card>
      <BrowserCard />
      <MergeCard />
      <EraseCard />
    </>
  );
}

export const route = { Component: EarningsPage };
