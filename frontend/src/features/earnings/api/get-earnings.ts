import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface DatasetEarnings {
  datasetId: string;
  datasetName: string;
  answers: number;
  earnedBaseUnits: string;
  /** The part of it that was bonuses. */
  bonusBaseUnits: string;
}

export type ReasonCode =
  | 'ACCEPTED'
  | 'SETTLES_NEXT'
  | 'HELD_FOR_ANSWERS'
  | 'HELD_FOR_TIME'
  | 'VESTING'
  | 'OVER_CAP'
  | 'NO_WALLET'
  | 'HELD_BY_CASE'
  | 'FORFEITED_BY_BAN'
  | 'RESTORED_ON_APPEAL'
  | 'NO_BONUS'
  | 'SKIPPED'
  | 'EXPIRED';

export type NextStep = 'NONE' | 'CLAIM' | 'WAIT' | 'ANSWER_MORE' | 'RAISE_TIER' | 'LINK_WALLET' | 'APPEAL';

/** All lines that are where they are for one reason. */
export interface Reason {
  code: ReasonCode;
  nextStep: NextStep;
  lines: number;
  amountBaseUnits: string;
  answersToGo: number | null;
  until: string | null;
}

export interface Line {
  kind: 'ANSWER' | 'BONUS';
  datasetId: string;
  datasetName: string;
  amountBaseUnits: string;
  bookedAt: string;
  epoch: number | null;
  reason: ReasonCode;
  nextStep: NextStep;
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
  reasons: Reason[];
  lines: Line[];
}

export function useEarnings() {
  return useQuery({
    queryKey: ['earnings'],
    queryFn: () => request<Earnings>('/api/me/earnings'),
    refetchInterval: 10_000,
  });
}
