import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import ui from '@/components/ui.module.css';
import type { DraftOption } from './new-dataset';
import { TextField } from './TextField';
import styles from './datasets.module.css';

interface OptionsEditorProps {
  options: DraftOption[];
  onChange: (options: DraftOption[]) => void;
  faulty: boolean;
}

export function OptionsEditor({ options, onChange, faulty }: OptionsEditorProps) {
  const { t } = useTranslation();
  const change = (id: number, part: Partial<DraftOption>) =>
    onChange(options.map((option) => (option.id === id ? { ...option, ...part } : option)));
  const add = () => {
    const id = 1 + Math.max(0, ...options.map((option) => option.id));
    onChange([...options, { id, value: '', title: '', titleZhHans: '' }]);
  };
  return (
    <fieldset className={ui.stack}>
      <legend className={ui.label}>{t('datasets.form.options')}</legend>
      <p className={ui.hint}>{t('datasets.form.optionsHint')}</p>
      {options.map((option, place) => (
        <div key={option.id} className={styles.optionRow} role="group" aria-label={t('datasets.form.option', { number: place + 1 })}>
          <TextField
            required
            label={t('datasets.form.optionValue')}
            value={option.value}
            onChange={(value) => change(option.id, { value })}
          />
          <TextField
            label={t('datasets.form.optionTitle')}
            value={option.title}
            onChange={(title) => change(option.id, { title })}
          />
          <TextField
            lang="zh-Hans"
            label={t('datasets.form.optionTitleZh')}
            value={option.titleZhHans}
            onChange={(titleZhHans) => change(option.id, { titleZhHans })}
          />
          <Button
            look="quiet"
            aria-label={t('datasets.form.removeOption', { number: place + 1 })}
            disabled={options.length <= 1}
            onClick={() => onChange(options.filter((other) => other.id !== option.id))}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
      {faulty && (
        <p className={ui.fault} role="alert">
          {t('datasets.form.optionsFault')}
        </p>
      )}
      <div>
        <Button onClick={add}>{t('datasets.form.addOption')}</Button>
      </div>
    </fieldset>
  );
}
