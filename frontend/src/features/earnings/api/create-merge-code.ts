import { useMutation } from '@tanstack/react-query';
import { newIdempotencyKey, request } from '@/lib/api';

export interface MergeCode {
  code: string;
  expiresAt: string;
}

/** A code that shows, entered in another account, that both belong to one person. */
export function useCreateMergeCode() {
  return useMutation({
    mutationFn: () =>
      request<MergeCode>('/api/me/merge-code', { method: 'POST', json: {}, idempotencyKey: newIdempotencyKey() }),
  });
}
