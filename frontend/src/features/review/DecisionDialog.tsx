import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useDecideCase } from './api/decide-case';
import { explanations, sufficesForBan, type CaseEvidence, type DecisionKind } from './case';
import { Checklist, type Considered } from './Checklist';
import { EffectPreview } from './EffectPreview';

const BAN_REASON_LENGTH = 20;

interface DecisionDialogProps {
  shown: CaseEvidence;
  decision: DecisionKind;
  considered: Considered;
  onConsider: (considered: Considered) => void;
  onClose: () => void;
}

/** Says what the decision does before it is taken; no decision without a reason. */
export function DecisionDialog({ shown, decision, considered, onConsider, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const decide = useDecideCase(shown.id);
  const words = useWords(shown, decision);
  const ban = decision === 'BAN';
  const length = reason.trim().length;
  const unfounded = ban && !sufficesForBan(shown.families);
  const thoughtless = ban && considered.size < explanations.length;
  const unfit = length < (ban ? BAN_REASON_LENGTH : 1) || unfounded || thoughtless;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className={ui.stack}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate({ decision, reason: reason.trim(), checklist: [...considered] }, { onSuccess: onClose });
        }}
      >
        <p>{words.text}</p>
        {shown.state === 'SECOND' && <Notice tone="info">{t('cases.decide.secondText')}</Notice>}
        {unfounded && <Notice tone="caution">{t('cases.decide.oneFamily')}</Notice>}
        <EffectPreview caseId={shown.id} decision={decision} />
        {ban && <Checklist title={t('cases.checklist.ban')} considered={considered} onChange={onConsider} />}
        <Field
          label={t('cases.decide.reason')}
          hint={
            ban
              ? `${t('cases.decide.reasonHint')} ${t('cases.decide.reasonLength', { min: BAN_REASON_LENGTH, length })}`
              : t('cases.decide.reasonHint')
          }
        >
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
          <Button type="submit" look={words.look} disabled={unfit || decide.isPending}>
            {words.confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useWords({ state, labelers: { length: count } }: CaseEvidence, decision: DecisionKind) {
  const { t } = useTranslation();
  switch (decision) {
    case 'HOLD':
      return {
        title: t('cases.hold'),
        text: t('cases.decide.holdText', { count }),
        confirm: t('cases.decide.confirmHold'),
        look: 'danger' as const,
      };
    case 'BAN':
      return {
        title: t('cases.ban'),
        text: t('cases.decide.banText', { count }),
        confirm: state === 'SECOND' ? t('cases.decide.confirmBanSecond') : t('cases.decide.confirmBan'),
        look: 'danger' as const,
      };
    case 'CLEAR':
      return {
        title: t('cases.clear'),
        text: t('cases.decide.clearText', { count }),
        confirm: t('cases.decide.confirmClear'),
        look: 'primary' as const,
      };
  }
}
