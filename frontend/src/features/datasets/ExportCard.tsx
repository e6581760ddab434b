import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import type { Dataset } from '@/lib/model';
import { useExportLabels } from './api/export-labels';

export function ExportCard({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const exporting = useExportLabels(dataset);
  return (
    <Card
      title={t('datasets.export.title')}
      hint={t('datasets.export.hint')}
      actions={
        <div className={ui.actions}>
          <Button disabled={exporting.isPending} onClick={() => exporting.mutate('csv')}>
            {t('datasets.export.csv')}
          </Button>
          <Button disabled={exporting.isPending} onClick={() => exporting.mutate('ndjson')}>
            {t('datasets.export.ndjson')}
          </Button>
        </div>
      }
    >
      {exporting.isError && <ProblemNotice problem={exporting.error} />}
    </Card>
  );
}
