import { useQueryClient } from '@tanstack/react-query';
import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { setCredentials } from '@/lib/api';
import type { Configuration } from '@/lib/model';

export interface Auth {
  status: 'loading' | 'signed-out' | 'signed-in';
  /** True after the server stopped accepting the session, until the next sign-in. */
  expired: boolean;
  subject: string | null;
  signIn: (returnTo?: string) => Promise<void>;
  /** Ends the code flow on the callback page; answers where the person was going. */
  completeSignIn: () => Promise<string>;
  signOut: () => Promise<void>;
}

const AuthContext = createContext<Auth | null>(null);

export function useAuth(): Auth {
  const auth = use(AuthContext);
  if (!auth) throw new Error('useAuth needs an AuthProvider');
  return auth;
}

export { AuthContext };

function createManager(configuration: Configuration): UserManager {
  return new UserManager({
    authority: configuration.issuer,
    client_id: configuration.clientId,
    redirect_uri: `${window.location.origin}/signed-in`,
    post_logout_redirect_uri: `${window.location.origin}/`,
    scope: 'openid',
    automaticSilentRenew: false,
    // The session ends with the tab; a shared computer keeps no token on disk.
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });
}

export function AuthProvider({ configuration, children }: { configuration: Configuration; children: ReactNode }) {
  const manager = useMemo(() => createManager(configuration), [configuration]);
  const queryClient = useQueryClient();
  const [user, setUser] = useState<User | null>();
  const [expired, setExpired] = useState(false);

  const accept = useCallback(
    (next: User | null) => {
      const token = next && !next.expired ? next.access_token : null;
      setCredentials(token, () => {
        setCredentials(null, () => {});
        setExpired(true);
        setUser(null);
        void manager.removeUser();
      });
      setUser(token ? next : null);
    },
    [manager],
  );

  useEffect(() => {
    manager.getUser().then(accept, () => accept(null));
    const renew = () => {
      manager.getUser().then((held) => (held?.refresh_token ? manager.signinSilent().then(accept) : undefined), () => {});
    };
    manager.events.addAccessTokenExpiring(renew);
    return () => manager.events.removeAccessTokenExpiring(renew);
  }, [manager, accept]);

  const auth = useMemo<Auth>(
    () => ({
      status: user === undefined ? 'loading' : user ? 'signed-in' : 'signed-out',
      expired,
      subject: user?.profile.sub ?? null,
      signIn: (returnTo = '/') => manager.signinRedirect({ state: { returnTo } }),
      completeSignIn: async () => {
        const signedIn = await manager.signinRedirectCallback();
        queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'configuration' });
        setExpired(false);
        accept(signedIn);
        const returnTo = (signedIn.state as { returnTo?: string } | undefined)?.returnTo ?? '/';
        return /^\/(?!\/)/.test(returnTo) ? returnTo : '/';
      },
      signOut: async () => {
        await manager.signoutRedirect().catch(async () => {
          await manager.removeUser();
          accept(null);
        });
      },
    }),
    [user, expired, manager, accept, queryClient],
  );
  return <AuthContext value={auth}>{children}</AuthContext>;
}
