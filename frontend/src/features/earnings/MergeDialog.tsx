import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { useCreateMergeCode } from './api/create-merge-code';
import { useMergeAccounts } from './api/merge-accounts';
import styles from './earnings.module.css';

/** One account asks for a code, the other one enters it. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const merge = useMergeAccounts();
  if (merge.isSuccess) {
    return (
      <Dialog title={t('earnings.merge.dialog')} onClose={onClose}>
        <Notice tone="positive" title={t('earnings.merge.joined')}>
          {t('earnings.merge.joinedText')}
        </Notice>
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('earnings.merge.dialog')} onClose={onClose}>
      <p>{t('earnings.merge.text')}</p>
      <OwnCode />
      <form
        className={`${ui.stack} ${styles.part}`}
        onSubmit={(event) => {
          event.preventDefault();
          merge.mutate(code.trim());
        }}
      >
        <p>{t('earnings.merge.enter')}</p>
        <Field label={t('earnings.merge.codeLabel')}>
          {(control) => (
            <input
              {...control}
              className={`${control.className} ${ui.mono}`}
              required
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        {merge.isError && <ProblemNotice problem={merge.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" disabled={code.trim() === '' || merge.isPending}>
            {t('earnings.merge.join')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function OwnCode() {
  const { t, i18n } = useTranslation();
  const create = useCreateMergeCode();
  return (
    <div className={`${ui.stack} ${styles.part}`}>
      <p>{t('earnings.merge.ask')}</p>
      {create.data ? (
        <div role="status">
          <p>{t('earnings.merge.code')}</p>
          <output className={styles.code}>{create.data.code}</output>
          <p className={ui.hint}>
            {t('earnings.merge.until', { time: formatTime(create.data.expiresAt, i18n.language) })}
          </p>
        </div>
      ) : (
        <div>
          <Button disabled={create.isPending} onClick={() => create.mutate()}>
            {t('earnings.merge.askButton')}
          </Button>
        </div>
      )}
      {create.isError && <ProblemNotice problem={create.error} />}
    </div>
  );
}
