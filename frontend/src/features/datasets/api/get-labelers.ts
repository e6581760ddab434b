import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Page } from '@/lib/model';

export interface LabelerReliability {
  labeler: string;
  answers: number;
  /** Null below 10 answers: then the interval alone says something. */
  accuracy: number | null;
  accuracyLow: number;
  accuracyHigh: number;
  informativeness: number | null;
  worstClass: { label: string; accuracy: number; accuracyLow: number; accuracyHigh: number } | null;
  drift: { trend: 'STEADY' | 'FALLING' | 'RISING'; change: number; changeLow: number; changeHigh: number } | null;
}

export function useLabelers(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'labelers'],
    queryFn: async () => {
      const answer = await request<LabelerReliability[] | Page<LabelerReliability>>(
        `/api/datasets/${datasetId}/labelers`,
      );
      return Array.isArray(answer) ? answer : answer.items;
    },
  });
}
