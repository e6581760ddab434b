import { useRouteError } from 'react-router';
import { ProblemNotice } from '@/components/ProblemNotice';

/** A screen that failed to load or to draw; reloading also fetches a newer build where there is one. */
export function RouteFault() {
  return <ProblemNotice problem={useRouteError()} onRetry={() => window.location.reload()} />;
}
