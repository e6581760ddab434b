import { request } from '@/lib/api';
import type { Page } from '@/lib/model';
import type { Assignment } from '../assignment';

/** The leases this labeler holds now, to go on with after a reload. */
export async function listAssignments(datasetId: string): Promise<Assignment[]> {
  const answer = await request<Page<Assignment> | Assignment[]>(`/api/datasets/${datasetId}/assignments`);
  return Array.isArray(answer) ? answer : answer.items;
}
