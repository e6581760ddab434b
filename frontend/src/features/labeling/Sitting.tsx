import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import { useMoney } from '@/components/Money';
import { Waiting } from '@/components/QueryState';
import type { Dataset } from '@/lib/model';
import { Afterthought } from './Afterthought';
import { AnswerForm } from './AnswerForm';
import { ItemView } from './ItemView';
import { isTyping, keyName } from '@/lib/keys';
import { KeysDialog } from './KeysDialog';
import styles from './labeling.module.css';
import { PayRule } from './PayRule';
import { SessionBar } from './SessionBar';
import { UndoToast } from './UndoToast';
import { useLabelingSession } from './use-labeling-session';

/** The labeling screen of one dataset for one account. */
export function Sitting({ accountId, dataset }: { accountId: string; dataset: Dataset }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { session, view } = useLabelingSession(accountId, dataset.id);
  const [keysShown, setKeysShown] = useState(false);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (keysShown || event.repeat || event.isComposing || event.altKey || isTyping(event.target)) return;
      const key = keyName(event);
      const command = event.ctrlKey || event.metaKey;
      if (command && key === 'z') event.preventDefault();
      if (key === 'u' && !command) session.undo();
      else if (key === 'z' && command) session.undo();
      else if (key === 's' && !command) void session.skip();
      else if (key === '?') setKeysShown(true);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [session, keysShown]);

  const toast = view.undoable && (
    <UndoToast
      key={view.undoable.assignment.id}
      answer={view.undoable}
      schema={dataset.schema}
      onUndo={() => session.undo()}
    />
  );
  return (
    <div className={styles.sitting}>
      <SessionBar
        datasetName={dataset.name}
        answered={view.answered}
        earnedBaseUnits={view.earnedBaseUnits}
        onKeys={() => setKeysShown(true)}
      />
      <details className={styles.instructions}>
        <summary>{t('work.pays.title')}</summary>
        <PayRule dataset={dataset} />
      </details>
      {dataset.instructions && (
        <details className={styles.instructions}>
          <summary>{t('labeling.instructions')}</summary>
          <p>{dataset.instructions}</p>
        </details>
      )}
      {view.offline && <Notice tone="caution">{t('labeling.offline')}</Notice>}
      {view.notice?.kind === 'lease-lost' && <Notice tone="caution">{t('labeling.leaseLost')}</Notice>}
      {view.notice?.kind === 'skips-used' && <Notice tone="caution">{t('labeling.skipsUsed')}</Notice>}
      {view.notice?.kind === 'refused' && (
        <Notice tone="caution" title={t('labeling.refused')}>
          {view.notice.problem.message}
        </Notice>
      )}
      {view.phase === 'loading' && <Waiting rows={5} />}
      {view.phase === 'failed' && <ProblemNotice problem={view.problem} onRetry={() => session.retry()} />}
      {view.phase === 'labeling' && view.current && (
        <>
          <ItemView assignment={view.current} schema={dataset.schema} />
          <AnswerForm
            key={view.current.id}
            schema={dataset.schema}
            assignment={view.current}
            draft={view.draft}
            paused={keysShown}
            toast={toast}
            onAnswer={(label) => session.answer(label)}
            onSkip={() => void session.skip()}
          />
        </>
      )}
      {dataset.prelabels && dataset.independentAnswers && <Afterthought accountId={accountId} dataset={dataset} />}
      {view.phase === 'finished' && (
        <Empty
          title={t('labeling.finished.title')}
          action={
            <div className={styles.finishedActions}>
              <Button onClick={() => session.retry()}>{t('labeling.finished.again')}</Button>
              <ButtonLink look="primary" to="/earnings">
                {t('labeling.finished.earnings')}
              </ButtonLink>
            </div>
          }
        >
          {t('labeling.finished.text', { count: view.answered, amount: money(view.earnedBaseUnits) })}
        </Empty>
      )}
      {view.phase !== 'labeling' && toast}
      {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
    </div>
  );
}
