import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useAuth } from '@/lib/auth';
import { useDecideDevice, useMe } from '@/lib/queries';
import { registerBrowser } from '@/lib/storage-token';
import styles from './shell.module.css';

/** Asks a labeler once whether this browser may be known again; work goes on while it is open. */
export function DeviceConsent() {
  const { t } = useTranslation();
  const id = useId();
  const auth = useAuth();
  const me = useMe(auth.status === 'signed-in').data;
  const decide = useDecideDevice();
  const labeler = auth.status === 'signed-in' && me?.role === 'labeler';
  const agreed = labeler && me.deviceBinding === true;
  useEffect(() => {
    // Work does not wait for this, nor fail with it.
    if (agreed) registerBrowser().catch(() => {});
  }, [agreed]);
  if (!labeler || me.deviceBinding !== null) return null;
  return (
    <div role="dialog" aria-labelledby={id} aria-describedby={`${id}-text`} className={styles.consent}>
      <h2 id={id}>{t('consent.title')}</h2>
      <div id={`${id}-text`}>
        <p>{t('consent.why')}</p>
        <p>{t('consent.what')}</p>
        <p>{t('consent.refusing')}</p>
      </div>
      <div className={styles.consentActions}>
        <Button look="primary" onClick={() => decide.mutate(true)} disabled={decide.isPending}>
          {t('consent.agree')}
        </Button>
        <Button onClick={() => decide.mutate(false)} disabled={decide.isPending}>
          {t('consent.refuse')}
        </Button>
      </div>
      {decide.isError && <p role="alert">{t('consent.failed')}</p>}
    </div>
  );
}
