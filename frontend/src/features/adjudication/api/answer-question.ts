import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';

export function useAnswerQuestion() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, label }: { itemId: string; label: string }) =>
      request<unknown>(`/api/adjudications/${itemId}`, { method: 'PUT', json: { label } }),
    // A question that was withdrawn meanwhile is gone from the list too.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['adjudications'] }),
  });
}
