import { usePages } from '@/lib/queries';
import type { Question } from '../question';

export function useQuestions() {
  return usePages<Question>(['adjudications'], '/api/adjudications', 10_000);
}
