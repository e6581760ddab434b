import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { useMoney } from '@/components/Money';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useDecideAppeal, type AppealDecision } from './api/decide-appeal';
import type { QueuedAppeal } from './appeal';

interface AppealDialogProps {
  appeal: QueuedAppeal;
  decision: AppealDecision['decision'];
  onClose: () => void;
}

/** Says what the answer does before it is given; no answer without a reason. */
export function AppealDialog({ appeal, decision, onClose }: AppealDialogProps) {
  const { t } = useTranslation();
  const money = useMoney();
  const [reason, setReason] = useState('');
  const decide = useDecideAppeal(appeal.id);
  const uphold = decision === 'UPHOLD';
  return (
    <Dialog title={uphold ? t('appeals.decide.confirmUphold') : t('appeals.decide.confirmReject')} onClose={onClose}>
      <form
        className={ui.stack}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate({ decision, reason: reason.trim() }, { onSuccess: onClose });
        }}
      >
        <p>
          {uphold
            ? t('appeals.decide.upholdText', { amount: money(appeal.moneyBaseUnits) })
            : t('appeals.decide.rejectText')}
        </p>
        <Field label={t('appeals.decide.reason')} hint={t('appeals.decide.reasonHint')}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              required
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {decide.isError && <ProblemNotice problem={decide.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            look={uphold ? 'primary' : 'danger'}
            disabled={reason.trim() === '' || decide.isPending}
          >
            {uphold ? t('appeals.decide.confirmUphold') : t('appeals.decide.confirmReject')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
