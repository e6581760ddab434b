import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Card } from '@/components/Card';
import { Money } from '@/components/Money';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import type { Line, Reason } from './api/get-earnings';

/** Why each part of the pay is where it is, and what to do about it; then the newest lines one by one. */
export function ReasonsCard({ reasons, lines }: { reasons: Reason[]; lines: Line[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('earnings.reasons.title')} hint={t('earnings.reasons.hint')}>
      {reasons.length === 0 ? (
        <p className={ui.hint}>{t('earnings.noAnswers')}</p>
      ) : (
        <div className={ui.stack}>
          <Table
            caption={t('earnings.reasons.title')}
            rows={reasons}
            rowKey={(row) => row.code}
            columns={[
              { title: t('earnings.reasons.reason'), cell: (row) => t(`earnings.reason.${row.code}`) },
              { title: t('earnings.reasons.meaning'), cell: (row) => <Meaning reason={row} /> },
              { title: t('earnings.reasons.lines'), cell: (row) => row.lines, number: true },
              { title: t('earnings.amount'), cell: (row) => <Money amount={row.amountBaseUnits} />, number: true },
            ]}
          />
          <details>
            <summary>{t('earnings.reasons.newest')}</summary>
            <LinesTable lines={lines} />
          </details>
        </div>
      )}
    </Card>
  );
}

function Meaning({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`earnings.reasonText.${reason.code}`)} <Next reason={reason} />
    </>
  );
}

function Next({ reason }: { reason: Reason }) {
  const { t, i18n } = useTranslation();
  const time = reason.until && formatTime(reason.until, i18n.language);
  switch (reason.nextStep) {
    case 'APPEAL':
      return (
        <>
          <Link to="/appeals">{t('earnings.next.appeal')}</Link>
          {time && <> {t('earnings.next.appealUntil', { time })}</>}
        </>
      );
    case 'ANSWER_MORE':
      return reason.answersToGo ? <>{t('earnings.next.answers', { count: reason.answersToGo })}</> : null;
    case 'WAIT':
      return time ? <>{t('earnings.next.until', { time })}</> : null;
    case 'RAISE_TIER':
      return <>{t('earnings.next.tier')}</>;
    case 'LINK_WALLET':
      return <>{t('earnings.next.wallet')}</>;
    case 'CLAIM':
    case 'NONE':
      return null;
  }
}

function LinesTable({ lines }: { lines: Line[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('earnings.reasons.newest')}
      rows={lines.map((line, place) => ({ ...line, place }))}
      rowKey={(row) => String(row.place)}
      columns={[
        { title: t('earnings.dataset'), cell: (row) => row.datasetName },
        {
          title: t('earnings.reasons.for'),
          cell: (row) => <Badge tone={row.kind === 'BONUS' ? 'positive' : 'info'}>{t(`earnings.kind.${row.kind}`)}</Badge>,
        },
        { title: t('earnings.reasons.booked'), cell: (row) => <span className={ui.time}>{formatTime(row.bookedAt, i18n.language)}</span> },
        { title: t('earnings.reasons.reason'), cell: (row) => t(`earnings.reason.${row.reason}`) },
        { title: t('epochs.epoch'), cell: (row) => row.epoch ?? '–', number: true },
        { title: t('earnings.amount'), cell: (row) => <Money amount={row.amountBaseUnits} />, number: true },
      ]}
    />
  );
}
