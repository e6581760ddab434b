import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { ButtonLink } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { QueryState, Waiting } from '@/components/QueryState';
import { useAuth } from '@/lib/auth';
import type { Role } from '@/lib/model';
import { useMe } from '@/lib/queries';
import { Landing } from './Landing';

/** Saves a person from screens whose requests the server would refuse; the server is what guards. */
export function RequireRole({ roles }: { roles: Role[] }) {
  const { t } = useTranslation();
  const auth = useAuth();
  const me = useMe(auth.status === 'signed-in');
  if (auth.status === 'loading') return <Waiting />;
  if (auth.status === 'signed-out') return <Landing />;
  return (
    <QueryState query={me}>
      {(person) =>
        roles.includes(person.role) ? (
          <Outlet />
        ) : (
          <Empty
            mark="astray"
            title={t('app.otherRole.title')}
            action={
              <ButtonLink to="/" look="primary">
                {t('app.home')}
              </ButtonLink>
            }
          >
            {t('app.otherRole.text')}
          </Empty>
        )
      }
    </QueryState>
  );
}
