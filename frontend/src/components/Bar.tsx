import styles from './ui.module.css';

interface BarProps {
  /** Where the filled part ends, and starts where it is an interval, in percent of the track. */
  to: number;
  from?: number;
  tone?: 'bar' | 'bar-quiet' | 'bar-alarm';
  /** Left out where the same figure stands beside the bar as text. */
  label?: string;
}

export function Bar({ to, from = 0, tone = 'bar', label }: BarProps) {
  const role = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  const width = `${Math.max(to - from, 0)}%`;
  return (
    <div className={styles.track} {...role}>
      <i style={{ insetInlineStart: `${from}%`, width, background: `var(--${tone})` }} />
    </div>
  );
}
