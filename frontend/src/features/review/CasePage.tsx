import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Button, ButtonLink } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { QueryState } from '@/components/QueryState';
import { useMoney } from '@/components/Money';
import { useMe } from '@/lib/queries';
import { useCase } from './api/get-case';
import { openDecisions, type CaseEvidence, type DecisionKind, type Explanation } from './case';
import { CaseStateBadge } from './CaseStateBadge';
import { CaseView } from './CaseView';
import { Deadline } from './Deadline';
import { DecisionDialog } from './DecisionDialog';
import { LogView } from './LogView';
import styles from './review.module.css';

function CasePage() {
  const { caseId = '' } = useParams();
  const query = useCase(caseId);
  return <QueryState query={query}>{(shown) => <Shown shown={shown} />}</QueryState>;
}

function Shown({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  const money = useMoney();
  const me = useMe(true).data;
  const [params] = useSearchParams();
  const [deciding, setDeciding] = useState<DecisionKind | null>(null);
  const [considered, setConsidered] = useState<ReadonlySet<Explanation>>(new Set());
  const count = shown.labelers.length;
  const log = params.get('part') === 'log';
  return (
    <Page
      title={
        shown.datasetName
          ? t('cases.rowTitleIn', { count, dataset: shown.datasetName })
          : t('cases.rowTitle', { count })
      }
      badge={<CaseStateBadge state={shown.state} />}
      lead={
        <>
          {t('cases.leadRisk', { amount: money(shown.moneyAtRiskBaseUnits) })} <Deadline row={shown} />
        </>
      }
      back={{ to: '/cases', title: t('cases.title') }}
      actions={<Actions shown={shown} reviewer={me?.name} onDecide={setDeciding} />}
    >
      {shown.state === 'APPEALED' && (
        <Notice tone="caution" action={<ButtonLink to="/appeals">{t('cases.toAppeals')}</ButtonLink>}>
          {t('cases.appealed')}
        </Notice>
      )}
      <nav className={styles.sections} aria-label={t('cases.sections')}>
        <Link to="?" aria-current={log ? undefined : 'page'}>
          {t('cases.evidenceTab')}
        </Link>
        <Link to="?part=log" aria-current={log ? 'page' : undefined}>
          {t('cases.logTab')}
        </Link>
      </nav>
      {log ? (
        <LogView caseId={shown.id} />
      ) : (
        <CaseView shown={shown} reviewer={me?.name} considered={considered} onConsider={setConsidered} />
      )}
      {deciding && (
        <DecisionDialog
          shown={shown}
          decision={deciding}
          considered={considered}
          onConsider={setConsidered}
          onClose={() => setDeciding(null)}
        />
      )}
    </Page>
  );
}

interface ActionsProps {
  shown: CaseEvidence;
  reviewer: string | undefined;
  onDecide: (decision: DecisionKind) => void;
}

function Actions({ shown, reviewer, onDecide }: ActionsProps) {
  const { t } = useTranslation();
  const open = openDecisions(shown, reviewer);
  return (
    <>
      {open.includes('CLEAR') && <Button onClick={() => onDecide('CLEAR')}>{t('cases.clear')}</Button>}
      {open.includes('HOLD') && (
        <Button look="danger" onClick={() => onDecide('HOLD')}>
          {t('cases.hold')}
        </Button>
      )}
      {open.includes('BAN') && (
        <Button look="danger" onClick={() => onDecide('BAN')}>
          {shown.state === 'SECOND' ? t('cases.ban') : t('cases.proposeBan')}
        </Button>
      )}
    </>
  );
}

export const route = { Component: CasePage };
