import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './ProblemNotice';
import styles from './ui.module.css';

interface QueryStateProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Waiting, failed, or there: old data stays on screen while a refresh fails. */
export function QueryState<T>({ query, rows = 4, children }: QueryStateProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Waiting rows={rows} />;
  return <ProblemNotice problem={query.error} onRetry={() => void query.refetch()} />;
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={`${styles.card} ${styles.skeleton}`} role="status">
      <p className="visually-hidden">{t('common.loading')}</p>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden="true" />
      ))}
    </div>
  );
}
