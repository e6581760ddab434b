import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import ui from '@/components/ui.module.css';
import { ApiProblem } from '@/lib/api';
import { useChangeWallet } from './api/change-wallet';

/** A wallet's address typed by hand, for who has no wallet in this browser. */
export function AddressForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState('');
  const change = useChangeWallet();
  return (
    <form
      className={ui.stack}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(draft.trim(), { onSuccess: onDone });
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
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
