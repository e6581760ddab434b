import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { Waiting } from '@/components/QueryState';
import { DeviceConsent } from './DeviceConsent';
import { Header } from './Header';
import styles from './shell.module.css';

export function Shell() {
  const { t } = useTranslation();
  const navigation = useNavigation();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('app.skipToContent')}
      </a>
      <Header />
      <main id="main" className={styles.main} tabIndex={-1} aria-busy={navigation.state !== 'idle'}>
        <DeviceConsent />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </div>
  );
}
