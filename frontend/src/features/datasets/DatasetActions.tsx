import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ProblemNotice } from '@/components/ProblemNotice';
import type { Dataset } from '@/lib/model';
import { useDatasetCommand } from './api/change-state';
import { FundDialog } from './FundDialog';
import { RefundDialog } from './RefundDialog';

export function DatasetActions({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const [funding, setFunding] = useState(false);
  const [closing, setClosing] = useState(false);
  const command = useDatasetCommand(dataset.id);
  return (
    <>
      {dataset.state !== 'CLOSED' && <Button onClick={() => setFunding(true)}>{t('datasets.fund.button')}</Button>}
      {dataset.answers > 0 && (
        <Button disabled={command.isPending} onClick={() => command.mutate('refit')}>
          {command.isPending && command.variables === 'refit' ? t('datasets.refitting') : t('datasets.refit')}
        </Button>
      )}
      {dataset.state === 'OPEN' && (
        <Button onClick={() => setClosing(true)}>{t('datasets.refund.close')}</Button>
      )}
      {dataset.state === 'DRAFT' && (
        <Button look="primary" disabled={command.isPending} onClick={() => command.mutate('open')}>
          {t('datasets.open')}
        </Button>
      )}
      {command.isError && <ProblemNotice problem={command.error} />}
      {funding && <FundDialog dataset={dataset} onClose={() => setFunding(false)} />}
      {closing && <RefundDialog dataset={dataset} onClose={() => setClosing(false)} />}
    </>
  );
}
