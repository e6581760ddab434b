import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';

export type DatasetCommand = 'open' | 'close' | 'refit';

export function useDatasetCommand(datasetId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (command: DatasetCommand) =>
      request<unknown>(`/api/datasets/${datasetId}/${command}`, {
        method: 'POST',
        idempotencyKey: newIdempotencyKey(),
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['datasets'] }),
  });
}
