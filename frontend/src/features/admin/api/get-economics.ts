import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export type Style = 'COPY_ALL' | 'COPY_SKILLED' | 'COPY_NOISY' | 'BINARY_COPY_ALL' | 'BINARY_COPY_SKILLED';
export type Approach = 'TIER_ONE' | 'WAIT_FOR_TIER_TWO' | 'FORGE_PROOF' | 'STAKE' | 'HOPE_FOR_REVIEW';
export type Person = 'PROOF' | 'PROOF_REVIEWED' | 'PHONE' | 'PHONE_REVIEWED' | 'PROOF_NO_DEVICE';

export interface Cell {
  style: Style;
  accounts: number;
  linked: boolean;
  delayMedian: number;
  delayQuantile95: number;
  measured: boolean;
  approach: Approach;
  stopAfter: number;
  profitTokens: number;
  tableProfitTokens: number;
}

export interface TierRow {
  tier: number;
  dailyAnswers: number | null;
  capBaseUnits: string | null;
  holdBackAnswers: number;
  holdBackSeconds: number;
  vestingSeconds: number;
  labelers: number;
}

export interface Measured {
  accounts: number;
  median: number;
  quantile95: number;
}

export interface Payday {
  who: Person;
  firstPayoutDay: number;
  share30: number;
  share60: number;
  share90: number;
}

export interface Economics {
  runAt: string;
  report: {
    cells: Cell[];
    gains: number;
    tiers: TierRow[];
    provenAnswers: number;
    provenSeconds: number;
    patientCeilingBaseUnits: string;
    linked: Measured | null;
    unlinked: Measured | null;
    stress: { costPerAnswer: number; largestProfitTokens: number }[];
    honest: Payday[];
    honestHoldsPer10000: number;
  };
  farmBaseUnits: string;
  settledBaseUnits: string;
  leakage: number;
}

export function useEconomics() {
  return useQuery({ queryKey: ['economics'], queryFn: () => request<Economics>('/api/economics'), staleTime: 60_000 });
}
