import { usePages } from '@/lib/queries';
import type { Case, CaseState } from '../case';

export function useCases(state: CaseState | null) {
  return usePages<Case>(['cases', { state }], `/api/cases${state ? `?state=${state}` : ''}`, 10_000);
}
