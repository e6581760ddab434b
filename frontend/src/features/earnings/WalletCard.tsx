import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Copy } from '@/components/Copy';
import { Field } from '@/components/Field';
import { Money } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { ApiProblem } from '@/lib/api';
import { useChangeWallet } from './api/change-wallet';

interface WalletCardProps {
  address: string | null;
  balanceBaseUnits: string | null;
}

export function WalletCard({ address, balanceBaseUnits }: WalletCardProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const change = useChangeWallet();
  return (
    <Card
      title={t('earnings.wallet.title')}
      actions={
        draft === null && (
          <Button onClick={() => setDraft('')}>
            {address ? t('earnings.wallet.change') : t('earnings.wallet.add')}
          </Button>
        )
      }
    >
      <div className={ui.stack}>
        {address ? <Copy value={address} name={t('earnings.wallet.title')} /> : <p>{t('earnings.wallet.none')}</p>}
        {address && (
          <p>
            {t('earnings.wallet.balance')}{' '}
            <b>{balanceBaseUnits === null ? t('earnings.wallet.unread') : <Money amount={balanceBaseUnits} />}</b>
          </p>
        )}
        {draft !== null && (
          <form
            className={ui.stack}
            onSubmit={(event) => {
              event.preventDefault();
              change.mutate(draft.trim(), { onSuccess: () => setDraft(null) });
            }}
          >
            <Field
              label={t('earnings.wallet.address')}
              hint={t('earnings.wallet.hint')}
              fault={change.error instanceof ApiProblem ? change.error.message : null}
            >
              {(control) => (
                <input
                  {...control}
                  className={`${control.className} ${ui.mono}`}
                  value={draft}
                  onChange={(event) => setDraft(event.target.value)}
                  required
                  pattern="\s*0x[0-9a-fA-F]{40}\s*"
                  spellCheck={false}
                  autoComplete="off"
                />
              )}
            </Field>
            <div className={`${ui.actions} ${ui.start}`}>
              <Button type="submit" look="primary" disabled={change.isPending}>
                {t('common.save')}
              </Button>
              <Button onClick={() => setDraft(null)}>{t('common.cancel')}</Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  );
}
