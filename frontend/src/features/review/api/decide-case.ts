import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';
import type { Case, DecisionKind, Explanation } from '../case';

export interface NewDecision {
  decision: DecisionKind;
  reason: string;
  checklist: Explanation[];
}

export function useDecideCase(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decision: NewDecision) =>
      request<Case>(`/api/cases/${id}/decision`, {
        method: 'POST',
        json: decision,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['cases'] }),
        queryClient.invalidateQueries({ queryKey: ['appeals'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}
