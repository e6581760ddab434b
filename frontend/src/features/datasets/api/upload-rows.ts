import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface UploadOutcome {
  accepted: number;
  duplicates: number;
  rejected: number;
  errors: { line: number; detail: string }[];
}

export type UploadTarget = 'items' | 'gold';

/** NDJSON lines are objects; anything else is read as CSV. */
export function contentTypeOf(body: string): string {
  return body.trimStart().startsWith('{') ? 'application/x-ndjson' : 'text/csv';
}

export function useUploadRows(datasetId: string, target: UploadTarget) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: string) =>
      request<UploadOutcome>(`/api/datasets/${datasetId}/${target}`, {
        method: 'POST',
        text: { type: contentTypeOf(body), body },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['datasets'] }),
  });
}
