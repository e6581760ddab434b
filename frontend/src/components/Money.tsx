import { useTranslation } from 'react-i18next';
import { formatTokens } from '@/lib/money';
import { useConfiguration } from '@/lib/queries';

export type MoneyFormat = (baseUnits: string | bigint) => string;

/** Writes an amount with its symbol, in the units of the configured token. */
export function useMoney(): MoneyFormat {
  const { i18n } = useTranslation();
  const { data } = useConfiguration();
  return (baseUnits) =>
    data ? `${formatTokens(baseUnits, data.token.decimals, i18n.language)} ${data.token.symbol}` : '…';
}

/** An amount rounded down for reading; its exact value is in the tooltip. */
export function Money({ amount }: { amount: string | bigint }) {
  const { i18n } = useTranslation();
  const { data } = useConfiguration();
  const money = useMoney();
  const exact = data && `${formatTokens(amount, data.token.decimals, i18n.language, 'exact')} ${data.token.symbol}`;
  return <span title={exact}>{money(amount)}</span>;
}
