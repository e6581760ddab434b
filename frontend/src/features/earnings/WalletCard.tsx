import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Copy } from '@/components/Copy';
import { Money } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { useWallet } from './api/get-wallet';
import { useLinkWallet } from './api/link-wallet';
import { AddressForm } from './AddressForm';
import { WalletFaultNotice } from './WalletFaultNotice';

interface WalletCardProps {
  address: string | null;
  balanceBaseUnits: string | null;
}

export function WalletCard({ address, balanceBaseUnits }: WalletCardProps) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const wallet = useWallet();
  const link = useLinkWallet(t('earnings.wallet.statement'));
  const proven = wallet.data?.proven ?? false;
  return (
    <Card title={t('earnings.wallet.title')}>
      <div className={ui.stack}>
        {address ? <Copy value={address} name={t('earnings.wallet.title')} /> : <p>{t('earnings.wallet.none')}</p>}
        {address && wallet.data && (
          <p>
            <Badge tone={proven ? 'positive' : 'caution'}>
              {proven ? t('earnings.wallet.proven') : t('earnings.wallet.unproven')}
            </Badge>
          </p>
        )}
        {address && (
          <p>
            {t('earnings.wallet.balance')}{' '}
            <b>{balanceBaseUnits === null ? t('earnings.wallet.unread') : <Money amount={balanceBaseUnits} />}</b>
          </p>
        )}
        {typing ? (
          <AddressForm onDone={() => setTyping(false)} />
        ) : (
          <div className={`${ui.actions} ${ui.start}`}>
            <Button look={proven ? 'plain' : 'primary'} disabled={link.isPending} onClick={() => link.mutate()}>
              {link.isPending ? t('earnings.wallet.linking') : proven ? t('earnings.wallet.another') : t('earnings.wallet.link')}
            </Button>
            <Button onClick={() => setTyping(true)}>{t('earnings.wallet.type')}</Button>
          </div>
        )}
        {link.isError && <WalletFaultNotice error={link.error} />}
      </div>
    </Card>
  );
}
