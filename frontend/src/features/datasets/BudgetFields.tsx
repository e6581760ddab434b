import { useTranslation } from 'react-i18next';
import ui from '@/components/ui.module.css';
import { IncentiveFields } from './IncentiveFields';
import { canTargetError, type Draft, type Fault } from './new-dataset';
import { TextField } from './TextField';
import { TokenField } from './TokenField';
import styles from './datasets.module.css';

interface BudgetFieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  fault: Fault | null;
}

export function BudgetFields({ draft, onChange, fault }: BudgetFieldsProps) {
  const { t } = useTranslation();
  const number = { type: 'number', required: true } as const;
  return (
    <div className={ui.stack}>
      <div className={styles.row}>
        <TokenField
          label={t('datasets.price')}
          hint={t('datasets.form.priceHint')}
          fault={fault === 'price' ? t('datasets.form.priceFault') : null}
          text={draft.price}
          onChange={(price) => onChange({ price })}
        />
        <TextField
          {...number}
          min={1}
          max={99}
          label={t('datasets.form.redundancyMin')}
          hint={t('datasets.form.redundancyHint')}
          fault={fault === 'redundancy' ? t('datasets.form.redundancyFault') : null}
          value={draft.redundancyMin}
          onChange={(redundancyMin) => onChange({ redundancyMin })}
        />
        <TextField
          {...number}
          min={1}
          max={99}
          label={t('datasets.form.redundancyMax')}
          value={draft.redundancyMax}
          onChange={(redundancyMax) => onChange({ redundancyMax })}
        />
        <TextField
          {...number}
          min={50}
          max={99.9}
          step={0.1}
          label={t('datasets.form.targetConfidence')}
          hint={t('datasets.form.targetConfidenceHint')}
          value={draft.targetConfidence}
          onChange={(targetConfidence) => onChange({ targetConfidence })}
        />
        <TextField
          {...number}
          min={0}
          max={50}
          step={0.5}
          label={t('datasets.form.goldShare')}
          hint={t('datasets.form.goldShareHint')}
          value={draft.goldShare}
          onChange={(goldShare) => onChange({ goldShare })}
        />
      </div>
      {canTargetError(draft.kind) && <IncentiveFields draft={draft} onChange={onChange} fault={fault} />}
      {canTargetError(draft.kind) && <QualityTarget draft={draft} onChange={onChange} fault={fault} />}
    </div>
  );
}

function QualityTarget({ draft, onChange, fault }: BudgetFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className={ui.hint}>{t('datasets.form.targetErrorLead')}</p>
      <div className={styles.row}>
        <TextField
          type="number"
          min={0.01}
          max={50}
          step={0.01}
          label={t('datasets.form.targetError')}
          fault={fault === 'targetError' ? t('datasets.form.targetErrorFault') : null}
          value={draft.targetError}
          onChange={(targetError) => onChange({ targetError })}
        />
        <TokenField
          optional
          label={t('datasets.form.mostSpent')}
          fault={fault === 'budget' ? t('datasets.form.mostSpentFault') : null}
          text={draft.budget}
          onChange={(budget) => onChange({ budget })}
        />
        <TextField
          type="datetime-local"
          label={t('datasets.form.deadline')}
          fault={fault === 'deadline' ? t('datasets.form.deadlineFault') : null}
          value={draft.deadline}
          onChange={(deadline) => onChange({ deadline })}
        />
      </div>
    </>
  );
}
