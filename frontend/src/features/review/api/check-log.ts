import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface LogCheck {
  entries: number;
  intact: boolean;
  /** The sequence of the first entry that does not fit. */
  brokenAt: number | null;
}

/** Asks the server to recompute every hash of the review log. */
export function useLogCheck() {
  return useQuery({ queryKey: ['cases', 'log-check'], queryFn: () => request<LogCheck>('/api/review-log/check') });
}
