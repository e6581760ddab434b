import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/components/Button';
import { Money } from '@/components/Money';
import type { Dataset } from '@/lib/model';
import { PayRule } from './PayRule';
import styles from './labeling.module.css';

export function OpenDataset({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const id = useId();
  const available = dataset.available ?? 0;
  const imageDesk = dataset.schema.type === 'boxes' || dataset.schema.type === 'polygons';
  return (
    <li className={styles.dataset} aria-labelledby={id}>
      <div className={styles.datasetWords}>
        <h2 id={id}>{dataset.name}</h2>
        {'question' in dataset.schema && dataset.schema.question && <p>{dataset.schema.question}</p>}
        {dataset.description && <p className={styles.description}>{dataset.description}</p>}
        <PayRule dataset={dataset} />
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>{t('work.price')}</dt>
          <dd>
            <Money amount={dataset.priceBaseUnits} />
          </dd>
        </div>
        <div>
          <dt>{t('work.available')}</dt>
          <dd>{available}</dd>
        </div>
      </dl>
      <div className={styles.datasetStart}>
        {imageDesk ? (
          <p>{t('labeling.imageDesk')}</p>
        ) : available === 0 ? (
          <p>{t('work.allDone')}</p>
        ) : (
          <ButtonLink look="primary" to={`/work/${dataset.id}`} aria-label={t('work.startNamed', { name: dataset.name })}>
            {t('work.start')}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
