import { Navigate } from 'react-router';
import { QueryState, Waiting } from '@/components/QueryState';
import { useAuth } from '@/lib/auth';
import type { Role } from '@/lib/model';
import { useMe } from '@/lib/queries';
import { Landing } from './Landing';

const homes: Record<Role, string> = { labeler: '/work', requester: '/datasets', admin: '/admin' };

export function Home() {
  const auth = useAuth();
  const me = useMe(auth.status === 'signed-in');
  if (auth.status === 'loading') return <Waiting />;
  if (auth.status === 'signed-out') return <Landing />;
  return <QueryState query={me}>{(person) => <Navigate replace to={homes[person.role]} />}</QueryState>;
}
