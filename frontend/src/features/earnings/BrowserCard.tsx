import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { useDecideDevice, useMe } from '@/lib/queries';

/** What the person decided about this browser, and the way to decide otherwise. */
export function BrowserCard() {
  const { t } = useTranslation();
  const bound = useMe(true).data?.deviceBinding;
  const decide = useDecideDevice();
  if (bound === null || bound === undefined) return null;
  return (
    <Card
      title={t('earnings.browser.title')}
      actions={
        <Button onClick={() => decide.mutate(!bound)} disabled={decide.isPending}>
          {bound ? t('earnings.browser.withdraw') : t('consent.agree')}
        </Button>
      }
    >
      <p>{bound ? t('earnings.browser.bound') : t('earnings.browser.unbound')}</p>
    </Card>
  );
}
