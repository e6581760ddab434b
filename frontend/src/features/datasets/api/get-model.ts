import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface ModelVersion {
  id: string;
  createdAt: string;
  engine: string;
  encoder: string;
  head: string;
  items: number;
  scoredItems: number;
  temperature: number;
  weight: number;
  heldOutGain: number;
  earned: boolean;
  metrics: Record<string, number>;
  trainingHash: string;
  modelHash: string | null;
}

/** The newest versions of a dataset's validation model. */
export function useModels(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'models'],
    queryFn: () => request<{ items: ModelVersion[] }>(`/api/datasets/${datasetId}/models?limit=5`),
  });
}
