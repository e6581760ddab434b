import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { QueryState } from '@/components/QueryState';
import { useDataset, useMe } from '@/lib/queries';
import { useTitle } from '@/lib/use-title';
import { Sitting } from './Sitting';

function LabelingPage() {
  const { t } = useTranslation();
  const { datasetId = '' } = useParams();
  const dataset = useDataset(datasetId);
  const me = useMe(true);
  useTitle(dataset.data?.name ?? t('nav.work'));
  return (
    <QueryState query={dataset}>
      {(shown) => (
        <QueryState query={me}>
          {(person) => <Sitting key={shown.id} accountId={person.id} dataset={shown} />}
        </QueryState>
      )}
    </QueryState>
  );
}

export const route = { Component: LabelingPage };
