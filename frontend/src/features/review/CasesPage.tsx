import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { MorePages } from '@/components/MorePages';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { Button } from '@/components/Button';
import { useCases } from './api/list-cases';
import { caseStates, type CaseState } from './case';
import { CaseRow } from './CaseRow';
import styles from './review.module.css';

const filters: (CaseState | null)[] = [...caseStates, null];

function CasesPage() {
  const { t } = useTranslation();
  const [state, setState] = useState<CaseState | null>('OPEN');
  const cases = useCases(state);
  return (
    <Page title={t('cases.title')} lead={t('cases.lead')}>
      <div className={styles.filters} role="group" aria-label={t('cases.filter')}>
        {filters.map((filter) => (
          <Button key={filter ?? 'all'} aria-pressed={filter === state} onClick={() => setState(filter)}>
            {filter ? t(`cases.state.${filter}`) : t('cases.all')}
          </Button>
        ))}
      </div>
      <QueryState query={cases}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t('cases.empty.title')}>{t('cases.empty.text')}</Empty>
          ) : (
            <ol className={styles.cases} aria-label={t('cases.title')}>
              {shown.map((row) => (
                <CaseRow key={row.id} row={row} />
              ))}
            </ol>
          )
        }
      </QueryState>
      <MorePages query={cases} />
    </Page>
  );
}

export const route = { Component: CasesPage };
