import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { CaseEvidence } from '../case';

export function useCase(id: string) {
  return useQuery({ queryKey: ['cases', id], queryFn: () => request<CaseEvidence>(`/api/cases/${id}`) });
}
