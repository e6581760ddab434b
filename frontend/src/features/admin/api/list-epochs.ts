import { usePages } from '@/lib/queries';

export interface Epoch {
  number: number;
  state: 'CLOSING' | 'ROOTED' | 'PUBLISHED' | 'FINAL' | 'UNKNOWN';
  root: string | null;
  totalBaseUnits: string;
  payouts: number;
  transactionHash: string | null;
  closedAt: string | null;
}

export function useEpochs() {
  return usePages<Epoch>(['epochs'], '/api/epochs', 10_000);
}
