import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import ui from '@/components/ui.module.css';
import { incentiveRules, type IncentiveRule } from '@/lib/model';
import type { Draft, Fault } from './new-dataset';
import { TextField } from './TextField';
import styles from './datasets.module.css';

interface IncentiveFieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  fault: Fault | null;
}

/** What is paid beyond the price, for what, and how much of it at most. */
export function IncentiveFields({ draft, onChange, fault }: IncentiveFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.row}>
        <Field label={t('datasets.form.incentive')} hint={t('datasets.form.incentiveHint')}>
          {(control) => (
            <select
              {...control}
              value={draft.incentive}
              onChange={(event) => onChange({ incentive: event.target.value as IncentiveRule | 'flat' })}
            >
              {(['flat', ...incentiveRules] as const).map((rule) => (
                <option key={rule} value={rule}>
                  {t(`datasets.form.rule.${rule}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          type="number"
          min={0.01}
          max={100}
          step={0.01}
          disabled={draft.incentive === 'flat'}
          required={draft.incentive !== 'flat'}
          label={t('datasets.form.bonus')}
          hint={t('datasets.form.bonusHint')}
          fault={fault === 'bonus' ? t('datasets.form.bonusFault') : null}
          value={draft.bonus}
          onChange={(bonus) => onChange({ bonus })}
        />
      </div>
      {draft.incentive !== 'flat' && <p className={ui.hint}>{t(`datasets.form.ruleText.${draft.incentive}`)}</p>}
    </>
  );
}
