import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Card } from '@/components/Card';
import { Copy } from '@/components/Copy';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatNumber, formatTime } from '@/lib/format';
import type { Dataset } from '@/lib/model';
import { useModels, type ModelVersion } from './api/get-model';
import styles from './datasets.module.css';

/** What the validation model of a dataset is, and whether it has a say. */
export function ModelCard({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const models = useModels(dataset.id);
  return (
    <Card title={t('datasets.model.title')} hint={t('datasets.model.hint')}>
      <QueryState query={models}>
        {({ items: [newest, ...older] }) =>
          newest ? (
            <div className={ui.stack}>
              <Newest version={newest} />
              {older.length > 0 && <Versions rows={[newest, ...older]} />}
            </div>
          ) : (
            <p className={ui.hint}>{t('datasets.model.empty')}</p>
          )
        }
      </QueryState>
    </Card>
  );
}

function Newest({ version }: { version: ModelVersion }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <>
      <p>
        <Standing version={version} />{' '}
        {version.earned
          ? t('datasets.model.earned', { weight: formatNumber(version.weight, i18n.language, 2) })
          : t('datasets.model.notEarned')}
      </p>
      <dl className={styles.sums}>
        <div>
          <dt>{t('datasets.model.encoder')}</dt>
          <dd>{version.encoder}</dd>
        </div>
        <div>
          <dt>{t('datasets.model.head')}</dt>
          <dd>{version.head}</dd>
        </div>
        <div>
          <dt>{t('datasets.model.engine')}</dt>
          <dd>{version.engine}</dd>
        </div>
        <div>
          <dt>{t('datasets.model.items')}</dt>
          <dd>{number(version.items)}</dd>
        </div>
        <div>
          <dt>{t('datasets.model.gain')}</dt>
          <dd>{number(version.heldOutGain)}</dd>
        </div>
        {version.modelHash && (
          <div>
            <dt>{t('datasets.model.hash')}</dt>
            <dd>
              <Copy value={version.modelHash} name={t('datasets.model.hash')} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Standing({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  return version.earned ? (
    <Badge tone="positive">{t('datasets.model.inUse')}</Badge>
  ) : (
    <Badge tone="plain">{t('datasets.model.looksOn')}</Badge>
  );
}

function Versions({ rows }: { rows: ModelVersion[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('datasets.model.versions')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: t('datasets.model.made'), cell: (row) => formatTime(row.createdAt, i18n.language) },
        { title: t('datasets.model.items'), cell: (row) => formatNumber(row.items, i18n.language), number: true },
        { title: t('datasets.model.scored'), cell: (row) => formatNumber(row.scoredItems, i18n.language), number: true },
        { title: t('datasets.model.gain'), cell: (row) => formatNumber(row.heldOutGain, i18n.language), number: true },
        { title: t('datasets.model.state'), cell: (row) => <Standing version={row} /> },
      ]}
    />
  );
}
