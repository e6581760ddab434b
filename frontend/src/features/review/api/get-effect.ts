import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { DecisionKind, Effect } from '../case';

export function useEffectOf(caseId: string, decision: DecisionKind) {
  return useQuery({
    queryKey: ['cases', caseId, 'effect', decision],
    queryFn: () => request<Effect>(`/api/cases/${caseId}/effect?decision=${decision}`),
  });
}
