import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { useMoney } from '@/components/Money';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Tiles } from '@/components/Tiles';
import { formatNumber, formatPercent, formatTime } from '@/lib/format';
import { useEconomics, type Economics, type Measured } from './api/get-economics';
import { HonestTable, StressTable, TiersTable } from './EconomicsTables';
import { ProfitMap } from './ProfitMap';

function EconomicsPage() {
  const { t } = useTranslation();
  const economics = useEconomics();
  return (
    <Page title={t('economics.title')} lead={t('economics.lead')}>
      <QueryState query={economics}>{(shown) => <Shown economics={shown} />}</QueryState>
    </Page>
  );
}

function Shown({ economics }: { economics: Economics }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const { report } = economics;
  const delay = (measured: Measured | null) =>
    measured
      ? t('economics.delay', {
          median: formatNumber(measured.median, i18n.language),
          late: formatNumber(measured.quantile95, i18n.language),
        })
      : t('economics.notMeasured');
  return (
    <>
      <Notice
        tone={report.gains === 0 ? 'positive' : 'negative'}
        title={report.gains === 0 ? t('economics.safe') : t('economics.gains', { count: report.gains })}
      >
        {t('economics.run', { time: formatTime(economics.runAt, i18n.language) })}
      </Notice>
      <Tiles
        tiles={[
          {
            title: t('economics.leakage'),
            value: formatPercent(economics.leakage, i18n.language, 2),
            note: t('economics.leakageNote', {
              farm: money(economics.farmBaseUnits),
              settled: money(economics.settledBaseUnits),
            }),
          },
          { title: t('economics.linkedDelay'), value: delay(report.linked) },
          { title: t('economics.unlinkedDelay'), value: delay(report.unlinked) },
          {
            title: t('economics.honestHolds'),
            value: formatNumber(report.honestHoldsPer10000, i18n.language),
            note: t('economics.honestHoldsNote'),
          },
        ]}
      />
      <Card title={t('economics.map')} hint={t('economics.mapHint')}>
        <ProfitMap cells={report.cells} />
      </Card>
      <Card
        title={t('economics.policy')}
        hint={t('economics.policyHint', {
          answers: formatNumber(report.provenAnswers, i18n.language),
          days: Math.round(report.provenSeconds / 86_400),
          ceiling: money(report.patientCeilingBaseUnits),
        })}
      >
        <TiersTable rows={report.tiers} />
      </Card>
      <Card title={t('economics.honest')} hint={t('economics.honestHint')}>
        <HonestTable rows={report.honest} />
      </Card>
      <Card title={t('economics.stress')} hint={t('economics.stressHint')}>
        <StressTable rows={report.stress} />
      </Card>
    </>
  );
}

export const route = { Component: EconomicsPage };
