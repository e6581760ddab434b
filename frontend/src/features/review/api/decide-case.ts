import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';
import type { Case, Decision } from '../case';

export function useDecideCase(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decision: Pick<Decision, 'decision' | 'reason'>) =>
      request<Case>(`/api/cases/${id}/decision`, {
        method: 'POST',
        json: decision,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['cases'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}
