import { useTranslation } from 'react-i18next';
import type { Family } from '@/lib/model';
import styles from './ui.module.css';

/** The custom property that holds a family's colour, the same on every drawing. */
export function familyColour(family: Family): string {
  return `var(--family-${family.toLowerCase()})`;
}

/** A kind of evidence by name, with the colour it has on the map. */
export function FamilyBadge({ family }: { family: Family }) {
  const { t } = useTranslation();
  return (
    <span className={styles.badge}>
      <i className={styles.swatch} style={{ background: familyColour(family) }} aria-hidden="true" />
      {t(`family.${family}`)}
    </span>
  );
}
