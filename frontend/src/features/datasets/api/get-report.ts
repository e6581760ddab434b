import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface Calibration {
  basis: 'GOLD' | 'HELD_OUT_ANSWERS' | 'NONE';
  goldItems: number;
  inverseTemperature: number;
  expectedCalibrationError: number | null;
  note: string;
}

export interface HardItem {
  key: string;
  label: string;
  confidence: number;
  difficulty: number;
  disagreement: number;
  answers: number;
}

export interface FitReport {
  fit: { id: string; method: string; createdAt: string } | null;
  calibration: Calibration | null;
  gold: { items: number; accuracy: number; macroF1: number } | null;
  meanDifficulty: number | null;
  meanDisagreement: number | null;
  hardest: HardItem[];
}

export function useReport(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'report'],
    queryFn: () => request<FitReport>(`/api/datasets/${datasetId}/consensus/report`),
  });
}
