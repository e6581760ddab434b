import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';

export interface Claim {
  transactionHash: string | null;
  amountBaseUnits: string;
  state: 'CONFIRMED' | 'UNKNOWN';
  walletBalanceBaseUnits: string | null;
}

export function useClaim() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => request<Claim>('/api/me/claims', { method: 'POST', idempotencyKey: newIdempotencyKey() }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['earnings'] }),
  });
}
