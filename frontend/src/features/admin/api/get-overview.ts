import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface Overview {
  labelers: number;
  datasets: number;
  submissions: number;
  openCases: number;
  ledgerBaseUnits: string;
  settledBaseUnits: string;
  onChainBaseUnits: string | null;
  outboxWaiting: number;
}

export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: () => request<Overview>('/api/operations/overview'),
    refetchInterval: 5_000,
  });
}
