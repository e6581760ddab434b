import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

export interface NearDuplicateReport {
  /** Items came in that have not been looked at yet. */
  measuring: boolean;
  checked: number;
  alike: number;
  unreadable: number;
  items: { kind: 'TEXT' | 'IMAGE'; items: number; contents: number; keys: string[] }[];
  next: string | null;
}

export function useNearDuplicates(datasetId: string) {
  return useInfiniteQuery({
    queryKey: ['datasets', datasetId, 'near-duplicates'],
    queryFn: ({ pageParam }) =>
      request<NearDuplicateReport>(
        `/api/datasets/${datasetId}/near-duplicates?limit=20${pageParam ? `&cursor=${pageParam}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: (query) => (query.state.data?.pages[0]?.measuring ? 2000 : false),
  });
}
