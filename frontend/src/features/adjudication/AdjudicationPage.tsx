import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import { useAnswerQuestion } from './api/answer-question';
import { useQuestions } from './api/list-questions';
import styles from './adjudication.module.css';
import type { Question } from './question';
import { QuestionCard } from './QuestionCard';

function AdjudicationPage() {
  const { t } = useTranslation();
  const questions = useQuestions();
  return (
    <Page title={t('disputes.title')} lead={t('disputes.lead')}>
      <QueryState query={questions}>{(shown) => <Queue questions={shown} />}</QueryState>
    </Page>
  );
}

/** One question at a time; what was put off comes again after the others. */
function Queue({ questions }: { questions: Question[] }) {
  const { t } = useTranslation();
  const answer = useAnswerQuestion();
  const [putOff, setPutOff] = useState<string[]>([]);
  const [done, setDone] = useState<string[]>([]);
  const open = questions.filter((one) => !done.includes(one.itemId));
  const rank = (one: Question) => putOff.indexOf(one.itemId);
  const current = [...open].sort((one, other) => rank(one) - rank(other))[0];
  if (!current) return <Empty title={t('disputes.empty.title')}>{t('disputes.empty.text')}</Empty>;
  return (
    <div className={styles.sitting}>
      {answer.isError && <ProblemNotice problem={answer.error} />}
      <p className={styles.count} role="status">
        {t('disputes.waiting', { count: open.length })}
      </p>
      <QuestionCard
        key={current.itemId}
        question={current}
        last={open.length === 1}
        busy={answer.isPending}
        onAnswer={(label) =>
          answer.mutate(
            { itemId: current.itemId, label },
            { onSuccess: () => setDone((before) => [...before, current.itemId]) },
          )
        }
        onSkip={() => setPutOff((before) => [...before.filter((id) => id !== current.itemId), current.itemId])}
      />
    </div>
  );
}

export const route = { Component: AdjudicationPage };
