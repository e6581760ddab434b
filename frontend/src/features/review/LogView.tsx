import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Copy } from '@/components/Copy';
import { Notice } from '@/components/Notice';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatTime } from '@/lib/format';
import { useLogCheck } from './api/check-log';
import { useCaseLog, type LogEntry } from './api/get-case-log';
import { LogDetail } from './LogDetail';

/** Everything that was done on a case, and whether the log it stands in is as it was written. */
export function LogView({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const log = useCaseLog(caseId);
  return (
    <Card title={t('cases.log.title')} hint={t('cases.log.hint')}>
      <div className={ui.stack}>
        <Check />
        <QueryState query={log}>
          {(entries) =>
            entries.length === 0 ? <p className={ui.hint}>{t('cases.log.empty')}</p> : <Entries entries={entries} />
          }
        </QueryState>
      </div>
    </Card>
  );
}

function Check() {
  const { t } = useTranslation();
  const check = useLogCheck();
  return (
    <QueryState query={check} rows={1}>
      {({ intact, entries, brokenAt }) =>
        intact ? (
          <Notice tone="positive">{t('cases.log.intact', { entries })}</Notice>
        ) : (
          <Notice tone="negative">{t('cases.log.broken', { entry: brokenAt ?? '?' })}</Notice>
        )
      }
    </QueryState>
  );
}

function Entries({ entries }: { entries: LogEntry[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('cases.log.title')}
      rows={entries}
      rowKey={(entry) => String(entry.sequence)}
      columns={[
        { title: t('cases.log.sequence'), cell: (entry) => entry.sequence },
        {
          title: t('cases.log.at'),
          cell: (entry) => <span className={ui.time}>{formatTime(entry.at, i18n.language)}</span>,
        },
        { title: t('cases.log.actor'), cell: (entry) => entry.actor },
        { title: t('cases.log.action'), cell: (entry) => actionOf(entry) },
        { title: t('cases.log.detail'), cell: (entry) => <LogDetail detail={entry.detail} /> },
        { title: t('cases.log.hash'), cell: (entry) => <Copy value={entry.hash} name={t('cases.log.hash')} /> },
        {
          title: t('cases.log.previous'),
          cell: (entry) => <Copy value={entry.previousHash} name={t('cases.log.previous')} />,
        },
      ]}
    />
  );

  /** In the reader's language where the catalogue has it, in the log's own word else. */
  function actionOf({ action }: LogEntry): string {
    return t(`cases.log.did.${action as 'APPEALED'}`, { defaultValue: action });
  }
}
