import { useTranslation } from 'react-i18next';
import { languages, type Language } from '@/lib/i18n';
import styles from './LanguageSwitch.module.css';

/** Each language is written in itself, so that a person finds their own. */
const names: Record<Language, string> = { en: 'English', 'zh-Hans': '中文' };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles.switch} role="group" aria-label={t('common.language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void i18n.changeLanguage(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  );
}
