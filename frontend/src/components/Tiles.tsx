import type { ReactNode } from 'react';
import styles from './ui.module.css';

export interface Tile {
  title: string;
  value: ReactNode;
  note?: ReactNode;
}

/** A row of figures, each with its name. */
export function Tiles({ tiles }: { tiles: Tile[] }) {
  return (
    <dl className={styles.tiles}>
      {tiles.map((tile) => (
        <div key={tile.title} className={`${styles.card} ${styles.tile}`}>
          <dt>{tile.title}</dt>
          <dd>
            {tile.value} {tile.note && <small>{tile.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
