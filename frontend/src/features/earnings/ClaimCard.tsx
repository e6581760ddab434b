import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Copy } from '@/components/Copy';
import { useMoney } from '@/components/Money';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useClaim } from './api/claim';
import { useClaimOwn } from './api/claim-own';
import type { Earnings } from './api/get-earnings';
import { WalletFaultNotice } from './WalletFaultNotice';

export function ClaimCard({ earnings }: { earnings: Earnings }) {
  const { t } = useTranslation();
  const money = useMoney();
  const claim = useClaim();
  const own = useClaimOwn();
  const nothing = BigInt(earnings.claimableBaseUnits) === 0n;
  const blocked = nothing || earnings.held || !earnings.walletAddress || claim.isPending || own.isPending;
  return (
    <Card title={t('earnings.claim.title')}>
      <div className={ui.stack}>
        <p>
          {nothing
            ? t('earnings.claim.nothing')
            : t('earnings.claim.ready', { amount: money(earnings.claimableBaseUnits) })}
        </p>
        <div className={`${ui.actions} ${ui.start}`}>
          <Button look="primary" disabled={blocked} onClick={() => claim.mutate()}>
            {claim.isPending ? t('earnings.claim.pending') : t('earnings.claim.button')}
          </Button>
          <Button disabled={blocked} onClick={() => own.mutate()}>
            {own.isPending ? t('earnings.claim.pending') : t('earnings.claim.own')}
          </Button>
        </div>
        {!nothing && <p className={ui.hint}>{t('earnings.claim.gas')}</p>}
        {!earnings.walletAddress && <p className={ui.hint}>{t('earnings.claim.needsWallet')}</p>}
        {claim.isError && <ProblemNotice problem={claim.error} />}
        {own.isError && <WalletFaultNotice error={own.error} />}
        {own.data && (
          <Notice tone="positive" title={t('earnings.claim.ownDone')}>
            <Copy value={own.data} name={t('earnings.claim.transaction')} />
          </Notice>
        )}
        {claim.data && (
          <Notice
            tone={claim.data.state === 'CONFIRMED' ? 'positive' : 'caution'}
            title={
              claim.data.state === 'CONFIRMED'
                ? t('earnings.claim.confirmed', { amount: money(claim.data.amountBaseUnits) })
                : t('earnings.claim.unknown')
            }
          >
            {claim.data.transactionHash && (
              <Copy value={claim.data.transactionHash} name={t('earnings.claim.transaction')} />
            )}
          </Notice>
        )}
      </div>
    </Card>
  );
}
