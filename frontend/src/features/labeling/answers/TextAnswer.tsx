import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';

interface TextAnswerProps {
  question: string;
  maxLength: number;
  value: string;
  onChange: (text: string) => void;
}

export function TextAnswer({ question, maxLength, value, onChange }: TextAnswerProps) {
  const { t } = useTranslation();
  return (
    <Field label={question} hint={t('labeling.transcriptionHint', { length: value.length, max: maxLength })}>
      {(control) => (
        <textarea
          {...control}
          rows={4}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
