import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useDecideCase } from './api/decide-case';
import type { Decision } from './case';

interface DecisionDialogProps {
  caseId: string;
  count: number;
  decision: Decision['decision'];
  onClose: () => void;
}

/** Says what the decision does before it is taken; no decision without a reason. */
export function DecisionDialog({ caseId, count, decision, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const decide = useDecideCase(caseId);
  const hold = decision === 'HOLD';
  return (
    <Dialog title={hold ? t('cases.hold') : t('cases.clear')} onClose={onClose}>
      <form
        className={ui.stack}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate({ decision, reason: reason.trim() }, { onSuccess: onClose });
        }}
      >
        <p>{hold ? t('cases.decide.holdText', { count }) : t('cases.decide.clearText', { count })}</p>
        <Field label={t('cases.decide.reason')} hint={t('cases.decide.reasonHint')}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
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
          <Button type="submit" look={hold ? 'danger' : 'primary'} disabled={reason.trim() === '' || decide.isPending}>
            {hold ? t('cases.decide.confirmHold') : t('cases.decide.confirmClear')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
