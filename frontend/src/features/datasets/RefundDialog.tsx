import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { useMoney } from '@/components/Money';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import ui from '@/components/ui.module.css';
import { formatSpan } from '@/lib/format';
import type { Dataset } from '@/lib/model';
import { useDatasetCommand } from './api/change-state';
import { useRefund, useTakeBack, type RefundStanding } from './api/refund';

/** Asks before a dataset is closed or money taken back: how much, when, and what stays. */
export function RefundDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const { t } = useTranslation();
  const standing = useRefund(dataset.id);
  const open = dataset.state === 'OPEN';
  const takeBack = useTakeBack(dataset.id, open);
  const command = useDatasetCommand(dataset.id);
  const nothing = standing.data?.refundableBaseUnits === '0';
  const title = open ? t('datasets.refund.closeTitle') : t('datasets.refund.title');
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={ui.stack}>
        {open && <p>{t('datasets.refund.closing')}</p>}
        <QueryState query={standing}>{(shown) => <Terms standing={shown} />}</QueryState>
        {takeBack.isError && <ProblemNotice problem={takeBack.error} />}
        {command.isError && <ProblemNotice problem={command.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {nothing ? (
            open && (
              <Button look="primary" disabled={command.isPending} onClick={() => command.mutate('close', { onSuccess: onClose })}>
                {t('datasets.close')}
              </Button>
            )
          ) : (
            <Button
              look="primary"
              disabled={takeBack.isPending || !standing.isSuccess}
              onClick={() => takeBack.mutate(undefined, { onSuccess: onClose })}
            >
              {open ? t('datasets.refund.closeConfirm') : t('datasets.refund.confirm')}
            </Button>
          )}
        </DialogActions>
      </div>
    </Dialog>
  );
}

function Terms({ standing }: { standing: RefundStanding }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const { refundableBaseUnits, promisedBaseUnits, appealedBaseUnits, noticeSeconds } = standing;
  return (
    <>
      <p>
        {refundableBaseUnits === '0'
          ? t('datasets.refund.nothing')
          : t('datasets.refund.amount', { amount: money(refundableBaseUnits) })}
      </p>
      {refundableBaseUnits !== '0' && noticeSeconds !== null && (
        <p>{t('datasets.refund.notice', { span: formatSpan(noticeSeconds, i18n.language) })}</p>
      )}
      {promisedBaseUnits !== '0' && <p>{t('datasets.refund.promised', { amount: money(promisedBaseUnits) })}</p>}
      {appealedBaseUnits !== '0' && <p>{t('datasets.refund.appealed', { amount: money(appealedBaseUnits) })}</p>}
    </>
  );
}
