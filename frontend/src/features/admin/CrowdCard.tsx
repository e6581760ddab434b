import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '@/components/Button';
import { Card } from '@/components/Card';
import { Notice } from '@/components/Notice';
import { ProblemNotice } from '@/components/ProblemNotice';
import ui from '@/components/ui.module.css';
import { formatNumber, formatPercent } from '@/lib/format';
import { useSimulation, type Simulation } from './api/run-simulation';
import styles from './admin.module.css';

/** Plays a crowd with a farm of fake accounts in it through the real interface of the server. */
export function CrowdCard() {
  const { t } = useTranslation();
  const { start, run } = useSimulation();
  const running = start.isPending || run?.state === 'RUNNING';
  return (
    <Card title={t('crowd.title')} hint={t('crowd.hint')}>
      <div className={ui.stack}>
        <div>
          <Button look="primary" disabled={running} onClick={() => start.mutate()}>
            {running ? t('crowd.running') : t('crowd.run')}
          </Button>
        </div>
        {start.isError && <ProblemNotice problem={start.error} />}
        {run && <Run run={run} />}
      </div>
    </Card>
  );
}

function Run({ run }: { run: Simulation }) {
  const { t, i18n } = useTranslation();
  const cases = Array.isArray(run.cases) ? run.cases.length : run.cases;
  const only = Array.isArray(run.cases) && run.cases.length === 1 ? run.cases[0] : null;
  const links = (
    <div className={ui.actions}>
      {cases > 0 && (
        <ButtonLink look="primary" to={only ? `/cases/${only}` : '/cases'}>
          {t('crowd.openCases', { count: cases })}
        </ButtonLink>
      )}
      {run.datasetId && <ButtonLink to={`/datasets/${run.datasetId}`}>{t('crowd.openDataset')}</ButtonLink>}
    </div>
  );
  const figures = t('crowd.figures', {
    submissions: formatNumber(run.submissions, i18n.language),
    labelers: run.labelers,
    farm: run.farm,
  });
  if (run.state === 'RUNNING') {
    return (
      <div role="status" className={styles.running}>
        <i className={styles.spinner} aria-hidden="true" />
        {figures}
      </div>
    );
  }
  if (run.state === 'FAILED') {
    return (
      <Notice tone="negative" title={t('crowd.failed')}>
        {run.message}
      </Notice>
    );
  }
  return (
    <Notice tone="positive" title={t('crowd.done')} action={links}>
      <p>{figures}</p>
      {run.accuracy !== null && <p>{t('crowd.accuracy', { accuracy: formatPercent(run.accuracy, i18n.language, 1) })}</p>}
      {cases === 0 && <p>{t('crowd.noCases')}</p>}
    </Notice>
  );
}
