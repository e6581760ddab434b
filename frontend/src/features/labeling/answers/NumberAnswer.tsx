import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import type { LabelSchema } from '@/lib/model';

interface NumberAnswerProps {
  schema: Extract<LabelSchema, { type: 'rating' }>;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A rating with too many steps for a row of buttons. */
export function NumberAnswer({ schema, value, onChange }: NumberAnswerProps) {
  const { t } = useTranslation();
  const { min, max, step } = schema;
  return (
    <Field label={schema.question} hint={t('labeling.ratingHint', { min, max, step })}>
      {(control) => (
        <input
          {...control}
          type="number"
          min={min}
          max={max}
          step={step}
          value={value ?? ''}
          onChange={(event) => onChange(Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber)}
        />
      )}
    </Field>
  );
}
