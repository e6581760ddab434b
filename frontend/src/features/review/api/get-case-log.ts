import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface LogEntry {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  detail: unknown;
  hash: string;
  previousHash: string;
}

export function useCaseLog(caseId: string) {
  return useQuery({
    queryKey: ['cases', caseId, 'log'],
    queryFn: () => request<LogEntry[]>(`/api/cases/${caseId}/log`),
  });
}
