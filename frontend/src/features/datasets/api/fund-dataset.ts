import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Dataset } from '@/lib/model';

export function useFundDataset(datasetId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ amount, key }: { amount: bigint; key: string }) =>
      request<Dataset>(`/api/datasets/${datasetId}/funding`, {
        method: 'POST',
        json: { amountBaseUnits: amount.toString() },
        idempotencyKey: key,
      }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['datasets'] }),
        queryClient.invalidateQueries({ queryKey: ['balance'] }),
      ]),
  });
}
