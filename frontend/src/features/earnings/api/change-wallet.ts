import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Me } from '@/lib/model';

export function useChangeWallet() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (walletAddress: string) => request<Me>('/api/me', { method: 'PUT', json: { walletAddress } }),
    onSuccess: async (me) => {
      queryClient.setQueryData(['me'], me);
      await queryClient.invalidateQueries({ queryKey: ['wallet'] });
      await queryClient.invalidateQueries({ queryKey: ['earnings'] });
    },
  });
}
