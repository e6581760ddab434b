import type { AppealState } from '@/lib/model';
import { usePages } from '@/lib/queries';
import type { QueuedAppeal } from '../appeal';

export function useAppeals(state: AppealState | null) {
  return usePages<QueuedAppeal>(['appeals', { state }], `/api/appeals${state ? `?state=${state}` : ''}`, 10_000);
}
