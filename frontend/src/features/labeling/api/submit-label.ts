import { request } from '@/lib/api';
import type { Answer } from '../assignment';

export interface Receipt {
  assignmentId: string;
  state: string;
  amountBaseUnits: string;
  submittedAt: string;
}

/** Stores the answer; the assignment is the key, so sending it twice is sending it once. */
export function submitLabel(answer: Answer, keepalive: boolean): Promise<Receipt> {
  return request<Receipt>(`/api/assignments/${answer.assignment.id}/submission`, {
    method: 'PUT',
    json: { label: answer.label, seconds: answer.seconds },
    keepalive,
  });
}
