import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface Erasure {
  owedBaseUnits: string;
  walletAddress: string | null;
}

/** What the person is owed and where it goes, asked anew each time. */
export function useErasure() {
  return useQuery({
    queryKey: ['erasure'],
    queryFn: () => request<Erasure>('/api/me/erasure'),
    gcTime: 0,
    staleTime: 0,
  });
}

export function useEraseAccount() {
  return useMutation({
    mutationFn: ({ owed, giveUp }: { owed: string; giveUp: boolean }) =>
      request<null>(`/api/me?owed=${encodeURIComponent(owed)}&giveUp=${giveUp}`, { method: 'DELETE' }),
  });
}
