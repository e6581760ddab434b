import { request } from '@/lib/api';
import type { Assignment } from '../assignment';

/** Leases the next item; null when this labeler has answered all there is. */
export function leaseAssignment(datasetId: string): Promise<Assignment | null> {
  return request<Assignment | null>(`/api/datasets/${datasetId}/assignments`, { method: 'POST' });
}
