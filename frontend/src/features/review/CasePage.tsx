import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { useMoney } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { useCase } from './api/get-case';
import type { CaseEvidence, Decision } from './case';
import { CaseStateBadge } from './CaseStateBadge';
import { CommonItemsCard } from './CommonItemsCard';
import { DecisionDialog } from './DecisionDialog';
import { DecisionsCard } from './DecisionsCard';
import { LabelersTable } from './LabelersTable';
import { PairsCard } from './PairsCard';
import { Verdict } from './Verdict';

function CasePage() {
  const { caseId = '' } = useParams();
  const query = useCase(caseId);
  return <QueryState query={query}>{(shown) => <Shown shown={shown} />}</QueryState>;
}

function Shown({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  const money = useMoney();
  const [deciding, setDeciding] = useState<Decision['decision'] | null>(null);
  const count = shown.labelers.length;
  return (
    <Page
      title={
        shown.datasetName
          ? t('cases.rowTitleIn', { count, dataset: shown.datasetName })
          : t('cases.rowTitle', { count })
      }
      badge={<CaseStateBadge state={shown.state} />}
      lead={t('cases.leadRisk', { amount: money(shown.moneyAtRiskBaseUnits) })}
      back={{ to: '/cases', title: t('cases.title') }}
      actions={
        <>
          {shown.state !== 'CLEARED' && <Button onClick={() => setDeciding('CLEAR')}>{t('cases.clear')}</Button>}
          {shown.state !== 'HELD' && (
            <Button look="danger" onClick={() => setDeciding('HOLD')}>
              {t('cases.hold')}
            </Button>
          )}
        </>
      }
    >
      <Verdict shown={shown} />
      <PairsCard pairs={shown.pairs} labelers={shown.labelers} />
      <CommonItemsCard items={shown.commonItems} labelers={shown.labelers} />
      <div className={ui.columns}>
        <Card title={t('cases.labelers.title')} hint={t('cases.labelers.hint')}>
          <LabelersTable labelers={shown.labelers} />
        </Card>
        <DecisionsCard shown={shown} />
      </div>
      {deciding && (
        <DecisionDialog caseId={shown.id} count={count} decision={deciding} onClose={() => setDeciding(null)} />
      )}
    </Page>
  );
}

export const route = { Component: CasePage };
