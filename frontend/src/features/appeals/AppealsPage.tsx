import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import type { AppealState } from '@/lib/model';
import { useMe } from '@/lib/queries';
import { useAppeals } from './api/list-appeals';
import { AppealRow } from './AppealRow';
import { ReviewerQualityCard } from './ReviewerQualityCard';
import styles from './appeals.module.css';

const filters: (AppealState | null)[] = ['WAITING', 'UPHELD', 'REJECTED', null];

function AppealsPage() {
  const { t } = useTranslation();
  const [state, setState] = useState<AppealState | null>('WAITING');
  const appeals = useAppeals(state);
  const me = useMe(true).data;
  return (
    <Page title={t('appeals.title')} lead={t('appeals.lead')}>
      <div className={styles.filters} role="group" aria-label={t('appeals.filter')}>
        {filters.map((filter) => (
          <Button key={filter ?? 'all'} aria-pressed={filter === state} onClick={() => setState(filter)}>
            {filter ? t(`appeals.state.${filter}`) : t('appeals.all')}
          </Button>
        ))}
      </div>
      <QueryState query={appeals}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t('appeals.empty.title')}>{t('appeals.empty.text')}</Empty>
          ) : (
            <ol className={styles.queue} aria-label={t('appeals.title')}>
              {shown.map((appeal) => (
                <AppealRow key={appeal.id} appeal={appeal} reader={me?.name} />
              ))}
            </ol>
          )
        }
      </QueryState>
      <MorePages query={appeals} />
      <ReviewerQualityCard />
    </Page>
  );
}

export const route = { Component: AppealsPage };
