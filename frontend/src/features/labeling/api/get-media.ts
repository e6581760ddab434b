import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { requestBlob } from '@/lib/api';

/** An address of a file of an item, good for as long as the caller is shown: a plain link would carry no token. */
export function useMedia(assignmentId: string, name: string) {
  const query = useQuery({
    queryKey: ['media', assignmentId, name],
    queryFn: () => requestBlob(`/api/assignments/${assignmentId}/media/${encodeURIComponent(name)}`),
    staleTime: Infinity,
  });
  const url = useMemo(() => (query.data ? URL.createObjectURL(query.data) : null), [query.data]);
  useEffect(
    () => () => {
      if (url) URL.revokeObjectURL(url);
    },
    [url],
  );
  return { url, failed: query.isError, retry: query.refetch };
}
