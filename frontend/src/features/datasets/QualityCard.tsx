import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatPercent } from '@/lib/format';
import { labelTitle, type Dataset } from '@/lib/model';
import { useReport, type Calibration, type FitReport } from './api/get-report';
import styles from './datasets.module.css';

const HARDEST = 5;

export function QualityCard({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  const report = useReport(dataset.id);
  return (
    <Card title={t('datasets.quality.title')} hint={t('datasets.quality.hint')}>
      <QueryState query={report}>
        {(shown) =>
          shown.fit === null ? (
            <p className={ui.hint}>{t('datasets.quality.empty')}</p>
          ) : (
            <div className={ui.stack}>
              <Figures report={shown} />
              {shown.hardest.length > 0 && <Hardest dataset={dataset} report={shown} />}
            </div>
          )
        }
      </QueryState>
    </Card>
  );
}

function Figures({ report }: { report: FitReport }) {
  const { t, i18n } = useTranslation();
  const percent = (ratio: number | null) => (ratio === null ? '–' : formatPercent(ratio, i18n.language, 1));
  return (
    <dl className={styles.sums}>
      {report.calibration && <CalibrationLine calibration={report.calibration} />}
      {report.gold && (
        <div>
          <dt>{t('datasets.quality.gold', { count: report.gold.items })}</dt>
          <dd>
            {t('datasets.quality.goldFigures', {
              accuracy: percent(report.gold.accuracy),
              f1: percent(report.gold.macroF1),
            })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('datasets.quality.difficulty')}</dt>
        <dd>{percent(report.meanDifficulty)}</dd>
      </div>
      <div>
        <dt>{t('datasets.quality.disagreement')}</dt>
        <dd>{percent(report.meanDisagreement)}</dd>
      </div>
    </dl>
  );
}

function CalibrationLine({ calibration }: { calibration: Calibration }) {
  const { t, i18n } = useTranslation();
  const error = calibration.expectedCalibrationError;
  return (
    <div>
      <dt>
        {t('datasets.quality.error')} (
        {calibration.basis === 'GOLD'
          ? t('datasets.quality.calibrated', { count: calibration.goldItems })
          : t('datasets.quality.uncalibrated', { count: calibration.goldItems })}
        )
      </dt>
      <dd>{error === null ? '–' : formatPercent(error, i18n.language, 1)}</dd>
    </div>
  );
}

function Hardest({ dataset, report }: { dataset: Dataset; report: FitReport }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('datasets.quality.hardest')}
      rows={report.hardest.slice(0, HARDEST)}
      rowKey={(row) => row.key}
      columns={[
        { title: t('datasets.quality.hardest'), cell: (row) => row.key },
        { title: t('datasets.quality.label'), cell: (row) => labelTitle(row.label, dataset.schema, i18n.language) },
        { title: t('datasets.progress.answers'), cell: (row) => row.answers, number: true },
        {
          title: t('datasets.quality.difficult'),
          cell: (row) => formatPercent(row.difficulty, i18n.language),
          number: true,
        },
        {
          title: t('datasets.quality.differing'),
          cell: (row) => formatPercent(row.disagreement, i18n.language),
          number: true,
        },
      ]}
    />
  );
}
