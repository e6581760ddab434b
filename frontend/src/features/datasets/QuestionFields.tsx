import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import ui from '@/components/ui.module.css';
import { kinds, needsOptions, type Draft, type DraftKind } from './new-dataset';
import { OptionsEditor } from './OptionsEditor';
import { TextField } from './TextField';
import styles from './datasets.module.css';

interface QuestionFieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  faulty: boolean;
}

export function QuestionFields({ draft, onChange, faulty }: QuestionFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={ui.stack}>
      <Field label={t('datasets.form.kind')} hint={t(`datasets.kind.${draft.kind}.hint`)}>
        {(control) => (
          <select {...control} value={draft.kind} onChange={(event) => onChange({ kind: event.target.value as DraftKind })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`datasets.kind.${kind}.title`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        required
        label={t('datasets.form.questionText')}
        value={draft.question}
        onChange={(question) => onChange({ question })}
      />
      {needsOptions(draft.kind) && (
        <OptionsEditor options={draft.options} onChange={(options) => onChange({ options })} faulty={faulty} />
      )}
      {draft.kind === 'rating' && (
        <div className={styles.row}>
          <TextField
            type="number"
            required
            label={t('datasets.form.ratingMin')}
            value={draft.ratingMin}
            onChange={(ratingMin) => onChange({ ratingMin })}
          />
          <TextField
            type="number"
            required
            label={t('datasets.form.ratingMax')}
            value={draft.ratingMax}
            onChange={(ratingMax) => onChange({ ratingMax })}
          />
        </div>
      )}
      {draft.kind === 'transcription' && (
        <TextField
          type="number"
          required
          min={1}
          label={t('datasets.form.maxLength')}
          value={draft.maxLength}
          onChange={(maxLength) => onChange({ maxLength })}
        />
      )}
      {draft.kind === 'pairwise' && (
        <label>
          <input
            type="checkbox"
            checked={draft.allowTie}
            onChange={(event) => onChange({ allowTie: event.target.checked })}
          />{' '}
          {t('datasets.form.allowTie')}
        </label>
      )}
    </div>
  );
}
