import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Dataset, Incentive, LabelSchema, Priority } from '@/lib/model';

export interface NewDataset {
  name: string;
  description: string | null;
  instructions: string | null;
  schema: LabelSchema;
  priceBaseUnits: string;
  redundancyMin: number;
  redundancyMax: number;
  targetConfidence: number;
  goldShare: number;
  targetError: number | null;
  budgetBaseUnits: string | null;
  deadline: string | null;
  priority: Priority | null;
  prelabels: boolean;
  independentAnswers: boolean;
  probeShare: number | null;
  incentive: Incentive | null;
}

/** The caller keeps one key for one form, so that sending it twice creates one dataset. */
export function useCreateDataset() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ dataset, key }: { dataset: NewDataset; key: string }) =>
      request<Dataset>('/api/datasets', { method: 'POST', json: dataset, idempotencyKey: key }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['datasets'], exact: true }),
  });
}
