import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useAuth } from '@/lib/auth';
import { useTitle } from '@/lib/use-title';
import styles from './landing.module.css';
import { Receipt } from './Receipt';

export function Landing() {
  const { t } = useTranslation();
  useTitle(t('landing.tab'));
  const auth = useAuth();
  const { pathname } = useLocation();
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  const signIn = () => {
    setState('leaving');
    auth.signIn(pathname).catch(() => setState('failed'));
  };
  return (
    <div className={styles.landing}>
      <div className={styles.words}>
        {auth.expired && <Notice tone="caution">{t('signIn.expired')}</Notice>}
        <h1>{t('landing.title')}</h1>
        <p>{t('landing.what')}</p>
        <p>{t('landing.promise')}</p>
        <div>
          <Button look="primary" large disabled={state === 'leaving'} onClick={signIn}>
            {t('signIn.button')}
          </Button>
        </div>
        {state === 'failed' && <Notice tone="negative">{t('signIn.unreachable')}</Notice>}
      </div>
      <Receipt />
    </div>
  );
}
