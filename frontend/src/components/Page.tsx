import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from '@/lib/use-title';
import styles from './ui.module.css';

interface PageProps {
  title: string;
  lead?: ReactNode;
  badge?: ReactNode;
  back?: { to: string; title: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of one screen: names the tab, and moves focus to the heading so that a change of screen is announced. */
export function Page({ title, lead, badge, back, actions, children }: PageProps) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={styles.page}>
      <div className={styles.pageHead}>
        <div>
          {back && (
            <Link className={styles.back} to={back.to}>
              <span aria-hidden="true">← </span>
              {back.title}
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title} {badge}
          </h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
