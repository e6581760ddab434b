import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface NoticeProps {
  tone: 'info' | 'caution' | 'negative' | 'positive';
  title?: string;
  action?: ReactNode;
  children?: ReactNode;
}

/** A message in the flow of the page; faults interrupt a screen reader, the rest waits its turn. */
export function Notice({ tone, title, action, children }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'negative' ? 'alert' : 'status'}>
      <div>
        {title && <p className={styles.noticeTitle}>{title}</p>}
        {children && <div className={styles.noticeBody}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
