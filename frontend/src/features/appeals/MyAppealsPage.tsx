import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { Empty } from '@/components/Empty';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import { QueryState } from '@/components/QueryState';
import ui from '@/components/ui.module.css';
import type { Appeal } from '@/lib/model';
import { useMyHolds } from './api/get-my-holds';
import { useMyAppeals } from './api/list-my-appeals';
import { AppealAnswer } from './AppealAnswer';
import type { Hold } from './appeal';
import { HoldCard } from './HoldCard';

function MyAppealsPage() {
  const { t } = useTranslation();
  const holds = useMyHolds();
  const appeals = useMyAppeals();
  return (
    <Page title={t('holds.title')} lead={t('holds.lead')}>
      <QueryState query={holds}>
        {(standing) =>
          standing.length === 0 ? (
            <Empty title={t('holds.empty.title')}>{t('holds.empty.text')}</Empty>
          ) : (
            standing.map((hold) => <HoldCard key={hold.caseId} hold={hold} />)
          )
        }
      </QueryState>
      {appeals.isError && <ProblemNotice problem={appeals.error} onRetry={() => void appeals.refetch()} />}
      <Past appeals={appeals.data ?? []} holds={holds.data ?? []} />
    </Page>
  );
}

/** Appeals whose decision no longer stands, or that are shown with no hold. */
function Past({ appeals, holds }: { appeals: Appeal[]; holds: Hold[] }) {
  const { t } = useTranslation();
  const shown = appeals.filter((appeal) => !holds.some((hold) => hold.appeal?.id === appeal.id));
  if (shown.length === 0) return null;
  return (
    <Card title={t('holds.past')}>
      <div className={ui.stack}>
        {shown.map((appeal) => (
          <AppealAnswer key={appeal.id} appeal={appeal} />
        ))}
      </div>
    </Card>
  );
}

export const route = { Component: MyAppealsPage };
