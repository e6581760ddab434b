import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Field } from '@/components/Field';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useUploadRows, type UploadTarget } from './api/upload-rows';
import { UploadResult } from './UploadResult';
import styles from './datasets.module.css';

/** Rows of items or of known answers, by file or pasted. */
export function UploadCard({ datasetId, target }: { datasetId: string; target: UploadTarget }) {
  const { t } = useTranslation();
  const fileId = useId();
  const [pasted, setPasted] = useState('');
  const [over, setOver] = useState(false);
  const upload = useUploadRows(datasetId, target);
  const sendFile = async (file: File | undefined) => {
    if (file) upload.mutate(await file.text());
  };
  return (
    <Card title={t(`datasets.upload.${target}.title`)} hint={t(`datasets.upload.${target}.hint`)}>
      <div className={ui.stack}>
        <label className={styles.drop} data-over={over} htmlFor={fileId}>
          <span>{t('datasets.upload.drop')}</span>
          {/* A file input takes dropped files by itself; it is stretched over the whole field. */}
          <input
            id={fileId}
            type="file"
            accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
            onDragEnter={() => setOver(true)}
            onDragLeave={() => setOver(false)}
            onChange={(event) => {
              setOver(false);
              void sendFile(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
        <form
          className={ui.stack}
          onSubmit={(event) => {
            event.preventDefault();
            upload.mutate(pasted, { onSuccess: (outcome) => outcome.rejected === 0 && setPasted('') });
          }}
        >
          <Field label={t('datasets.upload.paste')}>
            {(control) => (
              <textarea
                {...control}
                className={`${control.className} ${ui.mono}`}
                rows={4}
                spellCheck={false}
                placeholder={t(`datasets.upload.${target}.example`)}
                value={pasted}
                onChange={(event) => setPasted(event.target.value)}
              />
            )}
          </Field>
          <div>
            <Button type="submit" disabled={pasted.trim() === '' || upload.isPending}>
              {upload.isPending ? t('datasets.upload.sending') : t('datasets.upload.send')}
            </Button>
          </div>
        </form>
        {upload.isError && <ProblemNotice problem={upload.error} />}
        {upload.data && <UploadResult outcome={upload.data} />}
      </div>
    </Card>
  );
}
