import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';
import type { Epoch } from './list-epochs';

export function useCloseEpoch() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => request<Epoch>('/api/epochs', { method: 'POST', json: {}, idempotencyKey: newIdempotencyKey() }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['epochs'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}
