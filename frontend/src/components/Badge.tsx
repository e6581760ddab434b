import type { ReactNode } from 'react';
import styles from './ui.module.css';

export type Tone = 'plain' | 'info' | 'caution' | 'negative' | 'positive';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${tone === 'plain' ? '' : styles[tone]}`}>{children}</span>;
}
