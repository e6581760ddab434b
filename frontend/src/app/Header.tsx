import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { Button } from '@/components/Button';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { useAuth } from '@/lib/auth';
import type { Role } from '@/lib/model';
import { useMe } from '@/lib/queries';
import styles from './shell.module.css';

const places = {
  labeler: ['work', 'earnings', 'appeals/mine'],
  requester: ['datasets', 'balance', 'disputes'],
  admin: ['admin', 'cases', 'disputes', 'appeals', 'epochs', 'money', 'economics', 'datasets'],
} as const satisfies Record<Role, readonly string[]>;

export function Header() {
  const { t } = useTranslation();
  const auth = useAuth();
  const signedIn = auth.status === 'signed-in';
  const me = useMe(signedIn).data;
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          {t('app.name')}
        </Link>
        {signedIn && me && (
          <nav className={styles.nav} aria-label={t('app.navigation')}>
            {places[me.role].map((place) => (
              <NavLink key={place} to={`/${place}`}>
                {t(`nav.${place === 'appeals/mine' ? 'appeals' : place}`)}
              </NavLink>
            ))}
          </nav>
        )}
        <div className={styles.account}>
          <LanguageSwitch />
          {signedIn && (
            <>
              {me && <span className={styles.name}>{me.name}</span>}
              <Button look="quiet" onClick={() => void auth.signOut()}>
                {t('signIn.out')}
              </Button>
            </>
          )}
        </div>
      </div>
    </header>
  );
}
