import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';

export function useMergeAccounts() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      request<unknown>('/api/me/merge', { method: 'POST', json: { code }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['me'] }),
        queryClient.invalidateQueries({ queryKey: ['earnings'] }),
      ]),
  });
}
