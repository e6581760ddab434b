import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/lib/api';
import { Button, ButtonLink } from './Button';
import { Notice } from './Notice';

/** A failed request in plain words, with the server's own detail where it sent one. */
export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const known = problem instanceof ApiProblem ? problem : null;
  return (
    <Notice
      tone="negative"
      title={titleOf()}
      action={onRetry && wayOn(onRetry)}
    >
      {known && known.status >= 400 && known.status < 500 && <p>{detailOf(known)}</p>}
      {known?.errors.map((error) => (
        <p key={`${error.field} ${error.detail}`}>
          {error.field}: {error.detail}
        </p>
      ))}
      {known?.traceId && known.status >= 500 && <p>{t('problem.trace', { id: known.traceId })}</p>}
    </Notice>
  );

  /** What is not there will not be there next time. */
  function wayOn(retry: () => void) {
    if (known?.status === 404) return <ButtonLink to="/">{t('app.home')}</ButtonLink>;
    return <Button onClick={retry}>{t('common.retry')}</Button>;
  }

  /** The reader's own words where the catalogue has them for this problem, the server's else. */
  function detailOf(shown: ApiProblem): string {
    return t(`problem.detail.${shown.slug as 'not-found'}`, { defaultValue: shown.message });
  }

  function titleOf(): string {
    if (known?.status === 0) return t('problem.unreachable');
    if (known?.status === 401) return t('problem.signedOut');
    if (known?.status === 403) return t('problem.forbidden');
    if (known?.status === 404) return t('problem.notFound');
    if (known && known.status < 500) return t('problem.refused');
    return t('problem.server');
  }
}
