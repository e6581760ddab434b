import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { LabelSchema } from '@/lib/model';
import { labelTitle } from '@/lib/model';
import type { Answer } from './assignment';
import { KeyHint } from '@/components/KeyHint';
import styles from './labeling.module.css';
import { UNDO_MS } from './labeling-session';

interface UndoToastProps {
  answer: Answer;
  schema: LabelSchema;
  onUndo: () => void;
}

/** Shows the time left to take the last answer back as a bar that drains. */
export function UndoToast({ answer, schema, onUndo }: UndoToastProps) {
  const { t, i18n } = useTranslation();
  // Drawn anew beside another item, the bar goes on where it was.
  const [passed] = useState(() => answer.dueAt - UNDO_MS - Date.now());
  const sides: Record<string, string> = {
    left: t('labeling.left'),
    right: t('labeling.right'),
    tie: t('labeling.tie'),
  };
  const label =
    schema.type === 'pairwise' ? sides[String(answer.label)] : labelTitle(answer.label, schema, i18n.language);
  const short = typeof answer.label === 'object' && schema.type === 'spans' ? String(answer.label.length) : label;
  return (
    <div className={styles.toast}>
      <div className={styles.toastRow}>
        <p role="status">{t('labeling.answered', { label: short })}</p>
        <Button look="quiet" onClick={onUndo} aria-keyshortcuts="u Control+z">
          {t('labeling.undo')}
          <KeyHint name="U" />
        </Button>
      </div>
      <i
        className={styles.drain}
        style={{ animationDuration: `${UNDO_MS}ms`, animationDelay: `${Math.min(passed, 0)}ms` }}
        aria-hidden="true"
      />
    </div>
  );
}
