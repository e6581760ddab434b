import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `done` where nothing to list is good news, `astray` where the person came to the wrong place. */
  mark?: 'done' | 'astray';
}

/** What stands where a list would be when there is nothing to list. */
export function Empty({ title, children, action, mark = 'done' }: EmptyProps) {
  return (
    <div className={`${styles.card} ${styles.empty}`}>
      <span className={styles.emptyMark} aria-hidden="true">
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="2">
          <path d={mark === 'done' ? 'm4 12 5 5L18 6' : 'M11 4v9m0 4.5v.5'} strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
