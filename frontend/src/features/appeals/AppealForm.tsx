import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { useWriteAppeal } from './api/write-appeal';
import { STATEMENT_LENGTH } from './appeal';

/** Where a labeler says their side. */
export function AppealForm({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const [statement, setStatement] = useState('');
  const write = useWriteAppeal(caseId);
  const { min, max } = STATEMENT_LENGTH;
  const length = statement.trim().length;
  return (
    <form
      className={ui.stack}
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate(statement.trim());
      }}
    >
      <Field label={t('holds.write')} hint={t('holds.writeHint', { length, min, max })}>
        {(control) => (
          <textarea
            {...control}
            rows={6}
            required
            maxLength={max}
            value={statement}
            onChange={(event) => setStatement(event.target.value)}
          />
        )}
      </Field>
      <p className={ui.hint}>{t('holds.promise')}</p>
      {write.isError && <ProblemNotice problem={write.error} />}
      <div>
        <Button type="submit" look="primary" disabled={length < min || write.isPending}>
          {write.isPending ? t('holds.sending') : t('holds.send')}
        </Button>
      </div>
    </form>
  );
}
