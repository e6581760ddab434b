import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortenHex } from '@/lib/format';
import { Button } from './Button';
import styles from './ui.module.css';

/** A long hexadecimal value, shortened on screen, whole on the clipboard. */
export function Copy({ value, name }: { value: string; name: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <span className={styles.copy}>
      <code className={styles.mono} title={value}>
        {shortenHex(value)}
      </code>
      <Button look="quiet" onClick={() => void copy()} aria-label={t('common.copyNamed', { name })}>
        <span aria-live="polite">{copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </span>
  );
}
