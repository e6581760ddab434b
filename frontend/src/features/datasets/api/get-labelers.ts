import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Page } from '@/lib/model';

export interface LabelerReliability {
  labeler: string;
  answers: number;
  accuracy: number;
  accuracyLow: number;
  accuracyHigh: number;
  informativeness: number;
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
