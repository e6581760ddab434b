import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import ui from '@/components/ui.module.css';
import { formatPercent } from '@/lib/format';
import { labelTitle, type Dataset } from '@/lib/model';
import { getSuggestion } from './api/get-suggestion';
import type { Answer, Suggestion } from './assignment';
import { useOutbox } from './use-labeling-session';

/** What a model took the last item for, once the answer to it is given and cannot be moved by it. */
export function Afterthought({ accountId, dataset }: { accountId: string; dataset: Dataset }) {
  const { t, i18n } = useTranslation();
  const outbox = useOutbox(accountId);
  const [shown, setShown] = useState<{ answer: Answer; suggestion: Suggestion } | null>(null);
  useEffect(
    () =>
      outbox.subscribe({
        changed: () => {},
        refused: () => {},
        sent: (answer) => {
          if (answer.assignment.datasetId !== dataset.id) return;
          void getSuggestion(answer.assignment.id).then(
            (suggestion) => setShown(suggestion && { answer, suggestion }),
            () => setShown(null),
          );
        },
      }),
    [outbox, dataset.id],
  );
  if (!shown) return null;
  return (
    <p role="status" className={ui.hint}>
      {t('labeling.suggestion.after', {
        own: labelTitle(shown.answer.label, dataset.schema, i18n.language),
        label: labelTitle(shown.suggestion.label, dataset.schema, i18n.language),
        probability: formatPercent(shown.suggestion.probability, i18n.language),
      })}
    </p>
  );
}
