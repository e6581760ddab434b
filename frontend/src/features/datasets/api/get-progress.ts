import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Calibration } from './get-report';

export interface Progress {
  items: number;
  resolved: number;
  answers: number;
  answersWanted: number;
  activeLeases: number;
  labelers: number;
  meanConfidence: number | null;
  fundedBaseUnits: string;
  committedBaseUnits: string;
  spentBaseUnits: string;
  labelCounts: { label: string; items: number }[];
  fit: {
    id: string;
    method: string;
    answers: number;
    labelers: number;
    createdAt: string;
    calibration: Calibration | null;
  } | null;
  /** Where there is a target error, once there is a fit. */
  quality: Quality | null;
}

export interface Quality {
  expectedError: number;
  labelsBought: number;
  nextGainPerBaseUnit: number;
  stopReason: StopReason | null;
}

export type StopReason = 'TARGET_REACHED' | 'DEADLINE_PASSED' | 'BUDGET_COMMITTED' | 'NOTHING_WORTH_ITS_PRICE';

export function useProgress(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'progress'],
    queryFn: () => request<Progress>(`/api/datasets/${datasetId}/progress`),
    refetchInterval: 5_000,
  });
}
