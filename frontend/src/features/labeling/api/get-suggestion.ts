import { request } from '@/lib/api';
import type { Suggestion } from '../assignment';

/** What a model takes an item for that was answered; nothing where it has no opinion. */
export function getSuggestion(assignmentId: string): Promise<Suggestion | null> {
  return request<Suggestion | null>(`/api/assignments/${assignmentId}/suggestion`);
}
