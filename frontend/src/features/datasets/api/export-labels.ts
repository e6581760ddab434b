import { useMutation } from '@tanstack/react-query';
import { requestBlob } from '@/lib/api';
import { download } from '@/lib/download';
import type { Dataset } from '@/lib/model';

export type ExportFormat = 'csv' | 'ndjson';

/** Fetched with the session's token, then handed over as a file: a plain link would carry no token. */
export function useExportLabels(dataset: Dataset) {
  return useMutation({
    mutationFn: async (format: ExportFormat) => {
      const blob = await requestBlob(`/api/datasets/${dataset.id}/export?format=${format}`);
      const name = dataset.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
      download(blob, `${name || 'labels'}.${format}`);
    },
  });
}
