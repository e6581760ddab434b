import { usePages } from '@/lib/queries';

export interface Movement {
  id: number;
  kind: 'DEPOSIT' | 'FUNDING' | 'REFUND';
  amountBaseUnits: string;
  reference: string | null;
  datasetId: string | null;
  datasetName: string | null;
  at: string;
}

export function useMovements() {
  return usePages<Movement>(['balance', 'movements'], '/api/me/balance/movements', 10_000);
}
