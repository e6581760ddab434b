import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface ValidatedAnswer {
  key: string;
  labeler: string;
  label: string;
  /** How likely the label is to be true by what all others say; null before the first fit. */
  validity: number | null;
  difficulty: number | null;
  sequence: number;
}

/** The answers least likely to be true, the most doubtful first. */
export function useDoubtfulAnswers(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'doubtful'],
    queryFn: () =>
      request<{ items: ValidatedAnswer[] }>(`/api/datasets/${datasetId}/submissions?order=validity&limit=8`),
  });
}
