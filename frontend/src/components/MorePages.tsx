import { useTranslation } from 'react-i18next';
import { Button } from './Button';

interface MorePagesProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

export function MorePages({ query }: MorePagesProps) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t('common.more')}
    </Button>
  );
}
