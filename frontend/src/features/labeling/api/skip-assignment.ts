import { request } from '@/lib/api';

export function skipAssignment(assignmentId: string): Promise<null> {
  return request<null>(`/api/assignments/${assignmentId}/skip`, { method: 'POST' });
}
