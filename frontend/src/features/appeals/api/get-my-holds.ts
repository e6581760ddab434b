import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Hold } from '../appeal';

export function useMyHolds() {
  return useQuery({
    queryKey: ['my-holds'],
    queryFn: () => request<Hold[]>('/api/me/holds'),
    refetchInterval: 30_000,
  });
}
