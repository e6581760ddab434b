import i18next from 'i18next';
import LanguageDetector from 'i18next-browser-languagedetector';
import { initReactI18next } from 'react-i18next';
import en from '@/locales/en.json';
import zhHans from '@/locales/zh-Hans.json';

export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Any Chinese preference reads the one Chinese catalogue there is; everything else reads English. */
function toLanguage(preference: string): Language {
  return preference.toLowerCase().startsWith('zh') ? 'zh-Hans' : 'en';
}

export async function startI18n(): Promise<void> {
  await i18next
    .use(LanguageDetector)
    .use(initReactI18next)
    .init({
      resources: { en: { translation: en }, 'zh-Hans': { translation: zhHans } },
      supportedLngs: languages,
      fallbackLng: 'en',
      load: 'currentOnly',
      interpolation: { escapeValue: false },
      detection: {
        order: ['localStorage', 'navigator'],
        lookupLocalStorage: 'assay.language',
        caches: ['localStorage'],
        convertDetectedLanguage: toLanguage,
      },
    });
  const apply = () => {
    document.documentElement.lang = i18next.language;
  };
  apply();
  i18next.on('languageChanged', apply);
}
