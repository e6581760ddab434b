import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface DatasetEarnings {
  datasetId: string;
  datasetName: string;
  answers: number;
  earnedBaseUnits: string;
}

export interface Payout {
  epoch: number;
  amountBaseUnits: string;
  cumulativeBaseUnits: string;
  closedAt: string;
  claimed: boolean;
}

export interface Earnings {
  earnedBaseUnits: string;
  unsettledBaseUnits: string;
  claimableBaseUnits: string;
  claimedBaseUnits: string;
  held: boolean;
  heldReason: string | null;
  walletAddress: string | null;
  walletBalanceBaseUnits: string | null;
  datasets: DatasetEarnings[];
  payouts: Payout[];
}

export function useEarnings() {
  return useQuery({
    queryKey: ['earnings'],
    queryFn: () => request<Earnings>('/api/me/earnings'),
    refetchInterval: 10_000,
  });
}
