import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import type { Dataset } from '@/lib/model';
import { useDataset, useMe } from '@/lib/queries';
import { DatasetActions } from './DatasetActions';
import { DoubtfulCard } from './DoubtfulCard';
import { EncoderCard } from './EncoderCard';
import { ExportCard } from './ExportCard';
import { LabelersCard } from './LabelersCard';
import { MediaCard } from './MediaCard';
import { ModelCard } from './ModelCard';
import { NearDuplicatesCard } from './NearDuplicatesCard';
import { ProgressSection } from './ProgressSection';
import { QualityCard } from './QualityCard';
import { RefundCard } from './RefundCard';
import { StateBadge } from './StateBadge';
import { UploadCard } from './UploadCard';
import styles from './datasets.module.css';

function DatasetPage() {
  const { datasetId = '' } = useParams();
  const dataset = useDataset(datasetId);
  return <QueryState query={dataset}>{(shown) => <Shown dataset={shown} />}</QueryState>;
}

function Shown({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const requester = useMe(true).data?.role === 'requester';
  const question = 'question' in dataset.schema ? dataset.schema.question : null;
  return (
    <Page
      title={dataset.name}
      badge={<StateBadge state={dataset.state} />}
      lead={question ?? dataset.description}
      back={{ to: '/datasets', title: t('datasets.title') }}
      // What was refused before items or funds came in may be allowed now: the actions start afresh.
      actions={requester && <DatasetActions key={`${dataset.items} ${dataset.fundedBaseUnits}`} dataset={dataset} />}
    >
      <ProgressSection dataset={dataset} />
      <RefundCard dataset={dataset} />
      {requester && dataset.state !== 'CLOSED' && (
        <div className={styles.uploads}>
          <UploadCard datasetId={dataset.id} target="items" />
          <UploadCard datasetId={dataset.id} target="gold" />
          <MediaCard datasetId={dataset.id} />
        </div>
      )}
      <ExportCard dataset={dataset} />
      <QualityCard dataset={dataset} />
      {dataset.answers > 0 && <DoubtfulCard datasetId={dataset.id} />}
      {dataset.items > 0 && <NearDuplicatesCard datasetId={dataset.id} />}
      {dataset.items > 0 && <EncoderCard datasetId={dataset.id} />}
      <ModelCard dataset={dataset} />
      <LabelersCard dataset={dataset} />
    </Page>
  );
}

export const route = { Component: DatasetPage };
