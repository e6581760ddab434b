import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Appeal } from '@/lib/model';

export function useMyAppeals() {
  return useQuery({ queryKey: ['my-appeals'], queryFn: () => request<Appeal[]>('/api/me/appeals') });
}
