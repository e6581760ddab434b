import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { newIdempotencyKey } from '@/lib/api';
import { useConfiguration } from '@/lib/queries';
import { useCreateDataset } from './api/create-dataset';
import { BudgetFields } from './BudgetFields';
import { ModelFields } from './ModelFields';
import { canTargetError, emptyDraft, toNewDataset, type Draft, type Fault } from './new-dataset';
import { QuestionFields } from './QuestionFields';
import { TextField } from './TextField';
import styles from './datasets.module.css';

function NewDatasetPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decimals = useConfiguration().data?.token.decimals ?? 0;
  const [draft, setDraft] = useState(emptyDraft);
  const [fault, setFault] = useState<Fault | null>(null);
  const [key, setKey] = useState(newIdempotencyKey);
  const create = useCreateDataset();
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFault(null);
    // A changed form is another request.
    if (create.isError) setKey(newIdempotencyKey());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const dataset = toNewDataset(draft, decimals);
    if (typeof dataset === 'string') setFault(dataset);
    else create.mutate({ dataset, key }, { onSuccess: (made) => void navigate(`/datasets/${made.id}`) });
  };
  return (
    <Page title={t('datasets.new')} lead={t('datasets.form.lead')} back={{ to: '/datasets', title: t('datasets.title') }}>
      <form className={styles.form} onSubmit={submit}>
        <Card title={t('datasets.form.about')}>
          <div className={ui.stack}>
            <TextField required label={t('datasets.name')} value={draft.name} onChange={(name) => change({ name })} />
            <TextField
              label={t('datasets.form.description')}
              hint={t('datasets.form.descriptionHint')}
              value={draft.description}
              onChange={(description) => change({ description })}
            />
            <TextField
              rows={4}
              label={t('datasets.form.instructions')}
              hint={t('datasets.form.instructionsHint')}
              value={draft.instructions}
              onChange={(instructions) => change({ instructions })}
            />
          </div>
        </Card>
        <Card title={t('datasets.form.question')}>
          <QuestionFields draft={draft} onChange={change} faulty={fault === 'options'} />
        </Card>
        <Card title={t('datasets.form.budget')}>
          <BudgetFields draft={draft} onChange={change} fault={fault} />
        </Card>
        {canTargetError(draft.kind) && (
          <Card title={t('datasets.form.help')}>
            <ModelFields draft={draft} onChange={change} />
          </Card>
        )}
        {fault && <Notice tone="negative">{t('datasets.form.faulty')}</Notice>}
        {create.isError && <ProblemNotice problem={create.error} />}
        <div className={`${ui.actions} ${ui.start}`}>
          <Button type="submit" look="primary" large disabled={create.isPending}>
            {t('datasets.form.create')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

export const route = { Component: NewDatasetPage };
