import { useId, type ReactNode } from 'react';
import styles from './ui.module.css';

interface CardProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled section of a page; its heading names the region. */
export function Card({ title, hint, actions, children }: CardProps) {
  const id = useId();
  return (
    <section className={`${styles.card} ${styles.padded}`} aria-labelledby={id}>
      <div className={styles.cardHead}>
        <div>
          <h2 id={id}>{title}</h2>
          {hint && <p className={styles.cardHint}>{hint}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
