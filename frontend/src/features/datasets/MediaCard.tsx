import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Notice } from '@/components/Notice';
import ui from '@/components/ui.module.css';
import { useUploadMedia } from './api/upload-media';
import styles from './datasets.module.css';

/** Pictures and sounds that items name. */
export function MediaCard({ datasetId }: { datasetId: string }) {
  const { t } = useTranslation();
  const fileId = useId();
  const [progress, setProgress] = useState({ done: 0, all: 0 });
  const upload = useUploadMedia(datasetId, (done) => setProgress((before) => ({ ...before, done })));
  const send = (files: File[]) => {
    setProgress({ done: 0, all: files.length });
    if (files.length > 0) upload.mutate(files);
  };
  return (
    <Card title={t('datasets.media.title')} hint={t('datasets.media.hint')}>
      <div className={ui.stack}>
        <label className={styles.drop} htmlFor={fileId}>
          <span>{t('datasets.media.drop')}</span>
          <input
            id={fileId}
            type="file"
            multiple
            accept="image/png,image/jpeg,image/gif,image/webp,image/bmp,audio/*"
            disabled={upload.isPending}
            onChange={(event) => {
              send([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
        {upload.isPending && (
          <p role="status" className={ui.hint}>
            {t('datasets.media.progress', progress)}
          </p>
        )}
        {upload.data && (
          <Notice
            tone={upload.data.faults.length === 0 ? 'positive' : 'caution'}
            title={t('datasets.media.outcome', { stored: upload.data.stored, refused: upload.data.faults.length })}
          >
            {upload.data.faults.length > 0 && (
              <ul className={styles.errors}>
                {upload.data.faults.map(({ name, problem }) => (
                  <li key={name}>
                    {name}: {t(`problem.detail.${problem.slug}`, { defaultValue: problem.message })}
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </div>
    </Card>
  );
}
