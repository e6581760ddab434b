import { useTranslation } from 'react-i18next';
import { Money } from '@/components/Money';
import { Tiles } from '@/components/Tiles';
import { formatNumber, formatPercent } from '@/lib/format';
import { sumBaseUnits } from '@/lib/money';
import type { CaseEvidence } from './case';

/** How large the case is: people, answers, money waiting, risk and time. */
export function CaseFigures({ shown }: { shown: CaseEvidence }) {
  const { t, i18n } = useTranslation();
  const answers = shown.labelers.reduce((sum, labeler) => sum + labeler.answers, 0);
  const held = sumBaseUnits(shown.labelers.filter((labeler) => labeler.held).map((labeler) => labeler.unpaidBaseUnits));
  const percent = (value: number) => formatPercent(value, i18n.language, 1);
  return (
    <Tiles
      tiles={[
        { title: t('cases.figures.accounts'), value: formatNumber(shown.labelers.length, i18n.language) },
        { title: t('cases.figures.answers'), value: formatNumber(answers, i18n.language) },
        { title: t('cases.figures.atRisk'), value: <Money amount={shown.moneyAtRiskBaseUnits} /> },
        { title: t('cases.figures.held'), value: <Money amount={held} /> },
        riskTile(),
      ]}
    />
  );

  function riskTile() {
    const title = t('cases.figures.risk');
    if (shown.blind) return { title, value: t('cases.figures.hidden') };
    if (!shown.risk) return { title, value: t('cases.figures.unscanned') };
    const { total, link, quality, auto } = shown.risk;
    const note = t('cases.figures.parts', { link: percent(link), quality: percent(quality), auto: percent(auto) });
    return { title, value: percent(total), note };
  }
}
