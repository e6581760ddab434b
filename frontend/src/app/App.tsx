import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { QueryState } from '@/components/QueryState';
import { AuthProvider } from '@/lib/auth';
import { createQueryClient, useConfiguration } from '@/lib/queries';
import { routes } from './routes';
import styles from './shell.module.css';

export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <Configured />
    </QueryClientProvider>
  );
}

/** Nothing can be shown before the server has said which issuer and which token it uses. */
function Configured() {
  const configuration = useConfiguration();
  const [router] = useState(() => createBrowserRouter(routes));
  if (!configuration.data) {
    return (
      <main className={styles.main}>
        <QueryState query={configuration}>{() => null}</QueryState>
      </main>
    );
  }
  return (
    <AuthProvider configuration={configuration.data}>
      <RouterProvider router={router} />
    </AuthProvider>
  );
}
