import { useMutation } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Receipt } from '../receipt-check';

export interface CheckedReceipt {
  receipt: Receipt;
  right: boolean;
}

/** Recomputes the place in an epoch from the leaf up, in this browser. */
export function useCheckReceipt() {
  return useMutation({
    mutationFn: async (epoch: number): Promise<CheckedReceipt> => {
      const [receipt, { isReceiptRight }] = await Promise.all([
        request<Receipt>(`/api/receipts?epoch=${epoch}`),
        import('../receipt-check'),
      ]);
      return { receipt, right: isReceiptRight(receipt) };
    },
  });
}
