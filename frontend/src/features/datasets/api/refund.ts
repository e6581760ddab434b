import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface Refund {
  id: string;
  state: 'ANNOUNCED' | 'WAITING' | 'REFUNDED' | 'UNKNOWN';
  amountBaseUnits: string;
  announcedAt: string;
  refundableAt: string | null;
  transactionHash: string | null;
  refundedAt: string | null;
}

export interface RefundStanding {
  refundableBaseUnits: string;
  promisedBaseUnits: string;
  appealedBaseUnits: string;
  noticeSeconds: number | null;
  refunds: Refund[];
}

export function useRefund(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'refund'],
    queryFn: () => request<RefundStanding>(`/api/datasets/${datasetId}/refund`),
    refetchInterval: 3_000,
  });
}

/** Takes back what the dataset does not need; closes it first where it is open. */
export function useTakeBack(datasetId: string, open: boolean) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (open) await request<unknown>(`/api/datasets/${datasetId}/close`, { method: 'POST' });
      return request<RefundStanding>(`/api/datasets/${datasetId}/refund`, { method: 'POST' });
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['datasets'] }),
        queryClient.invalidateQueries({ queryKey: ['balance'] }),
      ]),
  });
}
