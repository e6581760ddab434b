import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import type { UploadOutcome } from './api/upload-rows';
import styles from './datasets.module.css';

const SHOWN_ERRORS = 50;

/** One bad row costs only that row: what was taken and, line by line, what was not. */
export function UploadResult({ outcome }: { outcome: UploadOutcome }) {
  const { t } = useTranslation();
  const { accepted, duplicates, rejected, errors } = outcome;
  return (
    <Notice
      tone={rejected === 0 ? 'positive' : 'caution'}
      title={t('datasets.upload.outcome', { accepted, duplicates, rejected })}
    >
      {errors.length > 0 && (
        <ul className={styles.errors}>
          {errors.slice(0, SHOWN_ERRORS).map((error) => (
            <li key={`${error.line} ${error.detail}`}>
              {t('datasets.upload.line', { line: error.line, detail: error.detail })}
            </li>
          ))}
          {errors.length > SHOWN_ERRORS && (
            <li>{t('datasets.upload.moreErrors', { count: errors.length - SHOWN_ERRORS })}</li>
          )}
        </ul>
      )}
    </Notice>
  );
}
