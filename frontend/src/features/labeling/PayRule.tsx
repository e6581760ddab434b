import { useTranslation } from 'react-i18next';
import { useMoney } from '@/components/Money';
import type { Dataset } from '@/lib/model';
import { shareOf } from '@/lib/money';

/** How a dataset pays, in a sentence or two. */
export function PayRule({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const money = useMoney();
  const price = money(dataset.priceBaseUnits);
  const { incentive } = dataset;
  if (!incentive) return <p>{t('work.pays.flat', { price })}</p>;
  const bonus = money(shareOf(dataset.priceBaseUnits, incentive.bonusBasisPoints));
  return <p>{t(`work.pays.${incentive.rule}`, { price, bonus })}</p>;
}
