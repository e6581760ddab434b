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

/** Given for having been wrong; its reason is the answer to the appeal. */
export interface Goodwill {
  appealId: string;
  amountBaseUnits: string;
  reason: string;
  owedSince: string;
  epoch: number | null;
}

export interface Condition {
  kind:
    | 'PROBES'
    | 'AGE_OR_PHONE'
    | 'NO_SUSPICION'
    | 'PROOF'
    | 'PATIENCE_ANSWERS'
    | 'PATIENCE_DAYS'
    | 'STAKE'
    | 'CLEAN_DAYS'
    | 'REVIEW'
    | 'VOUCHED';
  has: string;
  needs: string;
  met: boolean;
}

/** earned = unlocked + waiting + vesting + over the cap. */
export interface Unlocking {
  tier: number;
  slow: boolean;
  dailyAnswers: number | null;
  answersToday: number;
  accounts: number;
  capBaseUnits: string | null;
  personUnlockedBaseUnits: string;
  unlockedBaseUnits: string;
  waitingBaseUnits: string;
  vestingBaseUnits: string;
  overCapBaseUnits: string;
  answersToGo: number;
  nextReleaseAt: string | null;
  vestedBy: string | null;
  conditions: Condition[];
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
  unlocking: Unlocking;
  datasets: DatasetEarnings[];
  payouts: Payout[];
  goodwill: Goodwill[];
}

export function useEarnings() {
  return useQuery({
    queryKey: ['earnings'],
    queryFn: () => request<Earnings>('/api/me/earnings'),
    refetchInterval: 10_000,
  });
}
