import { QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, request } from '@/lib/api';
import type { Balance, Configuration, Dataset, Me, Page } from '@/lib/model';
import { decideDevice } from '@/lib/storage-token';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, problem) =>
          failures < 2 && problem instanceof ApiProblem && problem.passing && problem.status !== 401,
      },
    },
  });
}

/** A keyset-paged list: all pages read so far as one array, and a way to read on. */
export function usePages<T>(key: readonly unknown[], path: string, refetchInterval: number | false = false) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => request<Page<T>>(withCursor(path, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.items),
    refetchInterval,
  });
  return query;
}

function withCursor(path: string, cursor: string | null): string {
  if (cursor === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}

export function useConfiguration() {
  return useQuery({
    queryKey: ['configuration'],
    queryFn: () => request<Configuration>('/api/configuration'),
    staleTime: Infinity,
  });
}

export function useMe(enabled: boolean) {
  return useQuery({ queryKey: ['me'], queryFn: () => request<Me>('/api/me'), enabled, staleTime: 60_000 });
}

export function useDecideDevice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: decideDevice,
    onSuccess: (me) => queryClient.setQueryData(['me'], me),
  });
}

export function useDatasets() {
  return usePages<Dataset>(['datasets'], '/api/datasets');
}

export function useDataset(id: string) {
  return useQuery({ queryKey: ['datasets', id], queryFn: () => request<Dataset>(`/api/datasets/${id}`) });
}

export function useBalance(enabled = true) {
  return useQuery({
    queryKey: ['balance', 'now'],
    queryFn: () => request<Balance>('/api/me/balance'),
    refetchInterval: 10_000,
    enabled,
  });
}
