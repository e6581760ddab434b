import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { formatPercent } from '@/lib/format';
import { optionTitle, schemaOptions, type LabelSchema } from '@/lib/model';
import type { Assignment } from './assignment';
import { ItemImage, ItemSound } from './ItemMedia';
import styles from './labeling.module.css';

/** The item itself; takes focus when it changes, so that a screen reader reads the new one. */
export function ItemView({ assignment, schema }: { assignment: Assignment; schema: LabelSchema }) {
  const { t, i18n } = useTranslation();
  const item = useRef<HTMLElement>(null);
  useEffect(() => item.current?.focus({ preventScroll: true }), [assignment.id]);
  const { text, left, right, image, audio } = assignment.content;
  // The text of a spans item is its answer field.
  const shown = schema.type === 'spans' ? null : text;
  const { suggestion } = assignment;
  const suggested = suggestion && schemaOptions(schema).find((option) => option.value === suggestion.label);
  return (
    <article ref={item} className={styles.item} tabIndex={-1} aria-label={t('labeling.item')}>
      {image && <ItemImage key={assignment.id} assignmentId={assignment.id} name={image} />}
      {audio && <ItemSound key={`${assignment.id} audio`} assignmentId={assignment.id} name={audio} />}
      {shown && <p className={styles.itemText}>{shown}</p>}
      {schema.type === 'pairwise' && (
        <div className={styles.pair}>
          <section aria-label={t('labeling.left')}>
            <h2>{t('labeling.left')}</h2>
            <p>{left}</p>
          </section>
          <section aria-label={t('labeling.right')}>
            <h2>{t('labeling.right')}</h2>
            <p>{right}</p>
          </section>
        </div>
      )}
      {suggestion && (
        <Notice
          tone="info"
          title={t('labeling.suggestion.title', {
            label: suggested ? optionTitle(suggested, i18n.language) : suggestion.label,
            probability: formatPercent(suggestion.probability, i18n.language),
          })}
        >
          {t('labeling.suggestion.text')}
        </Notice>
      )}
    </article>
  );
}
