import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';
import type { Appeal } from '@/lib/model';

export interface AppealDecision {
  decision: 'UPHOLD' | 'REJECT';
  reason: string;
}

export function useDecideAppeal(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decision: AppealDecision) =>
      request<Appeal>(`/api/appeals/${id}/decision`, {
        method: 'POST',
        json: decision,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['appeals'] }),
        queryClient.invalidateQueries({ queryKey: ['cases'] }),
        queryClient.invalidateQueries({ queryKey: ['reviewer-quality'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}
