import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';
import type { Appeal } from '@/lib/model';

export function useWriteAppeal(caseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (statement: string) =>
      request<Appeal>('/api/me/appeals', {
        method: 'POST',
        json: { caseId, statement },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['my-holds'] }),
        queryClient.invalidateQueries({ queryKey: ['my-appeals'] }),
      ]),
  });
}
