import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Copy } from '@/components/Copy';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import { useCheckReceipt } from './api/check-receipt';

/** Checks the proof of one payout in the browser, without trusting the server's word for it. */
export function ReceiptCheck({ epoch }: { epoch: number }) {
  const { t } = useTranslation();
  const check = useCheckReceipt();
  if (check.isError) return <ProblemNotice problem={check.error} />;
  if (!check.data) {
    return (
      <Button onClick={() => check.mutate(epoch)} disabled={check.isPending}>
        {t('earnings.receipt.check')}
      </Button>
    );
  }
  return check.data.right ? (
    <Notice tone="positive" title={t('earnings.receipt.right')}>
      <Copy value={check.data.receipt.root} name={t('earnings.receipt.root')} />
    </Notice>
  ) : (
    <Notice tone="negative" title={t('earnings.receipt.wrong')} />
  );
}
