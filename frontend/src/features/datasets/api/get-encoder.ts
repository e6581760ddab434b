import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';

export type EncoderName = 'none' | 'text' | 'image-statistics' | 'image-patches' | 'audio' | 'supplied';

export interface SuppliedEncoder {
  sha256: string;
  size: number;
  kind: 'text' | 'image';
  input: string;
  dimension: number;
  state: 'CHECKING' | 'READY' | 'FAILED';
  problem: string | null;
  reason: string | null;
}

export interface DatasetEncoder {
  encoder: EncoderName;
  chosen: boolean;
  changeable: boolean;
  version: string | null;
  dimension: number | null;
  contents: number;
  encoded: number;
  unreadable: number;
  supplied: SuppliedEncoder | null;
}

/** Fewer images than these are not learned from. */
const MIN_IMAGES = 40;

/** Something goes on by itself: an encoder is tried, learns, or has contents left to read. */
function isBusy({ supplied, version, contents, encoded, unreadable }: DatasetEncoder): boolean {
  if (supplied) return supplied.state === 'CHECKING' || (supplied.state === 'READY' && encoded + unreadable < contents);
  return encoded + unreadable < contents && (version !== null || contents >= MIN_IMAGES);
}

export function useEncoder(datasetId: string) {
  return useQuery({
    queryKey: ['datasets', datasetId, 'encoder'],
    queryFn: () => request<DatasetEncoder>(`/api/datasets/${datasetId}/encoder`),
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 3000 : false),
  });
}

/** Chooses an encoder of Assay's by its name, or brings a file. */
export function useChooseEncoder(datasetId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (choice: string | File) =>
      typeof choice === 'string'
        ? request<DatasetEncoder>(`/api/datasets/${datasetId}/encoder`, { method: 'PUT', json: { encoder: choice } })
        : request<DatasetEncoder>(`/api/datasets/${datasetId}/encoder/model`, { method: 'PUT', file: choice }),
    onSuccess: (shown) => queryClient.setQueryData(['datasets', datasetId, 'encoder'], shown),
  });
}
