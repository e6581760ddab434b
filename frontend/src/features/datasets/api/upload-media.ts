import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request, type ApiProblem } from '@/lib/api';

export interface MediaOutcome {
  stored: number;
  faults: { name: string; problem: ApiProblem }[];
}

/** Puts files one after the other: one that is refused costs only itself. */
export function useUploadMedia(datasetId: string, onFile: (done: number) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (files: File[]) => {
      const outcome: MediaOutcome = { stored: 0, faults: [] };
      for (const [place, file] of files.entries()) {
        try {
          const path = `/api/datasets/${datasetId}/media/${encodeURIComponent(file.name)}`;
          await request<unknown>(path, { method: 'PUT', file });
          outcome.stored++;
        } catch (problem) {
          outcome.faults.push({ name: file.name, problem: problem as ApiProblem });
        }
        onFile(place + 1);
      }
      return outcome;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['datasets', datasetId] }),
  });
}
