import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Money } from '@/components/Money';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import ui from '@/components/ui.module.css';
import { useAuth } from '@/lib/auth';
import { useEraseAccount, useErasure, type Erasure } from './api/erase-account';

export function EraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const erasure = useErasure();
  const [understood, setUnderstood] = useState(false);
  return (
    <Dialog title={t('earnings.erase.dialog')} onClose={onClose}>
      <QueryState query={erasure}>
        {(told) =>
          understood ? (
            <Confirm told={told} onClose={onClose} />
          ) : (
            <>
              <What told={told} />
              <DialogActions>
                <Button onClick={onClose}>{t('common.cancel')}</Button>
                <Button look="primary" onClick={() => setUnderstood(true)}>
                  {t('earnings.erase.next')}
                </Button>
              </DialogActions>
            </>
          )
        }
      </QueryState>
    </Dialog>
  );
}

function What({ told }: { told: Erasure }) {
  const { t } = useTranslation();
  const owed = told.owedBaseUnits !== '0';
  return (
    <div className={ui.stack}>
      <p>{t('earnings.erase.gone')}</p>
      <p>{t('earnings.erase.stays')}</p>
      {owed && (
        <p>
          {t('earnings.erase.owed')} <strong><Money amount={told.owedBaseUnits} /></strong>
        </p>
      )}
      {owed && told.walletAddress !== null && (
        <p>
          {t('earnings.erase.paid')} <span className={ui.mono}>{told.walletAddress}</span>
        </p>
      )}
      {owed && told.walletAddress === null && (
        <Notice tone="negative" title={t('earnings.erase.lost')}>
          {t('earnings.erase.lostText')}
        </Notice>
      )}
    </div>
  );
}

function Confirm({ told, onClose }: { told: Erasure; onClose: () => void }) {
  const { t } = useTranslation();
  const auth = useAuth();
  const erase = useEraseAccount();
  const [typed, setTyped] = useState('');
  const word = t('earnings.erase.word');
  const giveUp = told.walletAddress === null && told.owedBaseUnits !== '0';
  return (
    <form
      className={ui.stack}
      onSubmit={(event) => {
        event.preventDefault();
        erase.mutate({ owed: told.owedBaseUnits, giveUp }, { onSuccess: () => void auth.signOut() });
      }}
    >
      <p>{t('earnings.erase.last')}</p>
      <Field label={t('earnings.erase.type', { word })}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {erase.isError && <ProblemNotice problem={erase.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" look="danger" disabled={typed.trim() !== word || erase.isPending}>
          {t(giveUp ? 'earnings.erase.confirmGiveUp' : 'earnings.erase.confirm')}
        </Button>
      </DialogActions>
    </form>
  );
}
