import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { AnswerOutbox } from './answer-outbox';
import { leaseAssignment } from './api/lease-assignment';
import { listAssignments } from './api/list-assignments';
import { skipAssignment } from './api/skip-assignment';
import { submitLabel } from './api/submit-label';
import { LabelingSession } from './labeling-session';

const outboxes = new Map<string, AnswerOutbox>();

/**
 * The one outbox of an account in this tab. It outlives the screen, so that leaving loses no answer,
 * and renews what a receipt changes on the next screen.
 */
function outboxOf(accountId: string, queryClient: QueryClient): AnswerOutbox {
  const known = outboxes.get(accountId);
  if (known) return known;
  const outbox = new AnswerOutbox({
    storage: window.sessionStorage,
    storageKey: `assay.answers.${accountId}`,
    submit: submitLabel,
  });
  outboxes.set(accountId, outbox);
  const renew = () => {
    void queryClient.invalidateQueries({ queryKey: ['earnings'] });
    void queryClient.invalidateQueries({ queryKey: ['datasets'], exact: true });
  };
  outbox.subscribe({ changed: () => {}, sent: renew, refused: renew });
  window.addEventListener('pagehide', () => outbox.flush(true));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') outbox.flush(true);
  });
  return outbox;
}

/** Also sends what an earlier visit left behind. */
export function useOutbox(accountId: string): AnswerOutbox {
  const queryClient = useQueryClient();
  return useMemo(() => outboxOf(accountId, queryClient), [accountId, queryClient]);
}

export function useLabelingSession(accountId: string, datasetId: string) {
  const outbox = useOutbox(accountId);
  const session = useMemo(
    () =>
      new LabelingSession({
        datasetId,
        outbox,
        lease: leaseAssignment,
        listHeld: listAssignments,
        skip: skipAssignment,
      }),
    [datasetId, outbox],
  );
  useEffect(() => {
    const stop = session.start();
    const check = () => {
      if (document.visibilityState === 'visible') void session.checkLeases();
    };
    document.addEventListener('visibilitychange', check);
    return () => {
      document.removeEventListener('visibilitychange', check);
      stop();
    };
  }, [session]);
  return { session, view: useSyncExternalStore(session.subscribe, session.view) };
}
