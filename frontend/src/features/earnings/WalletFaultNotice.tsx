import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import { WalletError } from './wallet-provider';

/** Says what the browser's wallet, or the server about it, did not do. */
export function WalletFaultNotice({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (!(error instanceof WalletError)) return <ProblemNotice problem={error} />;
  const texts = {
    missing: t('earnings.provider.missing'),
    refused: t('earnings.provider.refused'),
    chain: t('earnings.provider.chain'),
    failed: t('earnings.provider.failed'),
  };
  return <Notice tone="caution">{texts[error.fault]}</Notice>;
}
