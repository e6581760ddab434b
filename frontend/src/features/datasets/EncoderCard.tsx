import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import ui from '@/components/ui.module.css';
import { formatNumber } from '@/lib/format';
import { useChooseEncoder, useEncoder, type DatasetEncoder } from './api/get-encoder';
import styles from './datasets.module.css';

const choices = ['automatic', 'text', 'image-patches', 'image-statistics', 'audio'] as const;

/** What the model sees of items, how strong that is, and another way to see them. */
export function EncoderCard({ datasetId }: { datasetId: string }) {
  const { t } = useTranslation();
  const encoder = useEncoder(datasetId);
  return (
    <Card title={t('datasets.encoder.title')} hint={t('datasets.encoder.hint')}>
      <QueryState query={encoder}>
        {(shown) => (
          <div className={ui.stack}>
            <Shown encoder={shown} />
            {shown.changeable && <Change datasetId={datasetId} encoder={shown} />}
          </div>
        )}
      </QueryState>
    </Card>
  );
}

function Shown({ encoder }: { encoder: DatasetEncoder }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const { supplied } = encoder;
  return (
    <>
      <p>
        <strong>{t(`datasets.encoder.name.${encoder.encoder}`)}</strong>
        {' – '}
        {t(`datasets.encoder.strength.${encoder.encoder}`)}
      </p>
      {supplied?.state === 'CHECKING' && <p role="status">{t('datasets.encoder.checking')}</p>}
      {supplied?.state === 'FAILED' && (
        <Notice tone="negative" title={t('datasets.encoder.failed')}>
          <p>{t(`problem.detail.${supplied.problem as 'encoder-timeout'}`, { defaultValue: '' })}</p>
          <p className={ui.hint}>{supplied.reason}</p>
        </Notice>
      )}
      {encoder.contents > 0 && supplied?.state !== 'FAILED' && (
        <p className={ui.hint}>
          {t('datasets.encoder.progress', { encoded: number(encoder.encoded), contents: number(encoder.contents) })}{' '}
          {encoder.encoder === 'image-patches' && !encoder.version && t('datasets.encoder.learning')}{' '}
          {encoder.unreadable > 0 && t('datasets.encoder.unreadable', { count: encoder.unreadable })}
        </p>
      )}
    </>
  );
}

function Change({ datasetId, encoder }: { datasetId: string; encoder: DatasetEncoder }) {
  const { t } = useTranslation();
  const choose = useChooseEncoder(datasetId);
  const value = encoder.chosen ? encoder.encoder : 'automatic';
  return (
    <>
      <div className={styles.row}>
        <Field label={t('datasets.encoder.choose')}>
          {(control) => (
          <select
            {...control}
            value={value}
            disabled={choose.isPending}
            onChange={(event) => choose.mutate(event.target.value)}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {t(`datasets.encoder.name.${choice}`)}
              </option>
            ))}
            {value === 'supplied' && <option value="supplied">{t('datasets.encoder.name.supplied')}</option>}
          </select>
          )}
        </Field>
        <Field label={t('datasets.encoder.bring')} hint={t('datasets.encoder.bringHint')}>
          {(control) => (
          <input
            {...control}
            type="file"
            accept=".onnx"
            disabled={choose.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) choose.mutate(file);
            }}
          />
          )}
        </Field>
      </div>
      {choose.isPending && <p role="status">{t('datasets.encoder.sending')}</p>}
      {choose.isError && <ProblemNotice problem={choose.error} />}
    </>
  );
}
