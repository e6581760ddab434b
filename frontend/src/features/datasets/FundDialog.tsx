import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Money } from '@/components/Money';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { newIdempotencyKey } from '@/lib/api';
import type { Dataset } from '@/lib/model';
import { parseTokens } from '@/lib/money';
import { useBalance, useConfiguration } from '@/lib/queries';
import { useFundDataset } from './api/fund-dataset';
import { TokenField } from './TokenField';

export function FundDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const { t } = useTranslation();
  const [key] = useState(newIdempotencyKey);
  const [text, setText] = useState('');
  const decimals = useConfiguration().data?.token.decimals ?? 0;
  const balance = useBalance().data;
  const fund = useFundDataset(dataset.id);
  const amount = parseTokens(text, decimals);
  const most = BigInt(dataset.priceBaseUnits) * BigInt(dataset.items) * BigInt(dataset.redundancyMax);
  return (
    <Dialog title={t('datasets.fund.title')} onClose={onClose}>
      <form
        className={ui.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (amount !== null && amount > 0n) fund.mutate({ amount, key }, { onSuccess: onClose });
        }}
      >
        <p>
          {t('datasets.fund.most')} <Money amount={most} />
        </p>
        {balance && (
          <p>
            {t('datasets.fund.balance')} <Money amount={balance.balanceBaseUnits} />
          </p>
        )}
        <TokenField label={t('datasets.fund.amount')} text={text} onChange={setText} />
        {fund.isError && <ProblemNotice problem={fund.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" disabled={fund.isPending || amount === null || amount === 0n}>
            {t('datasets.fund.button')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
