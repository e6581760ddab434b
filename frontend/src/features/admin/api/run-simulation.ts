import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { newIdempotencyKey, request } from '@/lib/api';

export interface Simulation {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED';
  datasetId: string | null;
  submissions: number;
  labelers: number;
  farm: number;
  /** How many cases the crowd led to, or which. */
  cases: number | string[];
  accuracy: number | null;
  message: string | null;
}

const key = ['simulation'] as const;

/** Starts the demo crowd and follows it; the run last started stays known while the app is open. */
export function useSimulation() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      request<Simulation>('/api/simulations', { method: 'POST', json: {}, idempotencyKey: newIdempotencyKey() }),
    onSuccess: (simulation) => queryClient.setQueryData(key, simulation),
  });
  const run = useQuery({
    queryKey: key,
    queryFn: () => request<Simulation>(`/api/simulations/${queryClient.getQueryData<Simulation>(key)?.id}`),
    enabled: (query) => query.state.data !== undefined,
    refetchInterval: (query) => (query.state.data?.state === 'RUNNING' ? 1_000 : false),
    gcTime: Infinity,
  });
  const state = run.data?.state;
  useEffect(() => {
    if (state !== 'DONE') return;
    void queryClient.invalidateQueries({ queryKey: ['overview'] });
    void queryClient.invalidateQueries({ queryKey: ['cases'] });
    void queryClient.invalidateQueries({ queryKey: ['datasets'] });
  }, [state, queryClient]);
  return { start, run: run.data ?? null };
}
