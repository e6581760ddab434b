import { useTranslation } from 'react-i18next';
import { Bar } from '@/components/Bar';
import { Card } from '@/components/Card';
import { Money, useMoney } from '@/components/Money';
import { QueryState } from '@/components/QueryState';
import { Tiles } from '@/components/Tiles';
import ui from '@/components/ui.module.css';
import { formatPercent, formatTime } from '@/lib/format';
import { labelTitle, type Dataset } from '@/lib/model';
import { percentOf } from '@/lib/money';
import { useProgress, type Progress, type Quality } from './api/get-progress';
import styles from './datasets.module.css';

export function ProgressSection({ dataset }: { dataset: Dataset }) {
  const progress = useProgress(dataset.id);
  return <QueryState query={progress}>{(shown) => <Shown dataset={dataset} progress={shown} />}</QueryState>;
}

function Shown({ dataset, progress }: { dataset: Dataset; progress: Progress }) {
  const { t, i18n } = useTranslation();
  const confidence = progress.meanConfidence;
  return (
    <>
      <Tiles
        tiles={[
          {
            title: t('datasets.progress.resolved'),
            value: progress.resolved,
            note: t('datasets.progress.ofItems', { count: progress.items }),
          },
          {
            title: t('datasets.progress.answers'),
            value: progress.answers,
            note: t('datasets.progress.ofWanted', { count: progress.answersWanted }),
          },
          { title: t('datasets.progress.labelers'), value: progress.labelers },
          {
            title: t('datasets.progress.confidence'),
            value: confidence === null ? '–' : formatPercent(confidence, i18n.language, 1),
            note:
              dataset.targetError === null &&
              t('datasets.progress.target', { target: formatPercent(dataset.targetConfidence, i18n.language, 1) }),
          },
        ]}
      />
      {dataset.targetError !== null && <Buying dataset={dataset} target={dataset.targetError} quality={progress.quality} />}
      <div className={ui.columns}>
        <Distribution dataset={dataset} progress={progress} />
        <Spending progress={progress} />
      </div>
    </>
  );
}

function Buying({ dataset, target, quality }: { dataset: Dataset; target: number; quality: Quality | null }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const { budgetBaseUnits: budget, deadline } = dataset;
  return (
    <Tiles
      tiles={[
        {
          title: t('datasets.buying.expectedError'),
          value: quality === null ? '–' : formatPercent(quality.expectedError, i18n.language, 1),
          note: t('datasets.progress.target', { target: formatPercent(target, i18n.language, 2) }),
        },
        {
          title: t('datasets.buying.bought'),
          value: quality === null ? 0 : quality.labelsBought,
          note: budget !== null && t('datasets.buying.within', { budget: money(budget) }),
        },
        {
          title: t('datasets.buying.state'),
          value: quality?.stopReason ? t(`datasets.buying.stopped.${quality.stopReason}`) : t('datasets.buying.goesOn'),
          note: deadline !== null && t('datasets.buying.until', { time: formatTime(deadline, i18n.language) }),
        },
      ]}
    />
  );
}

function Distribution({ dataset, progress }: { dataset: Dataset; progress: Progress }) {
  const { t, i18n } = useTranslation();
  const total = progress.labelCounts.reduce((sum, count) => sum + count.items, 0);
  const fit = progress.fit;
  return (
    <Card
      title={t('datasets.distribution.title')}
      hint={fit && t('datasets.distribution.fit', { method: fit.method, time: formatTime(fit.createdAt, i18n.language) })}
    >
      {total === 0 && <p className={ui.hint}>{t('datasets.distribution.empty')}</p>}
      <ul className={styles.bars}>
        {progress.labelCounts.map((count) => (
          <li key={count.label}>
            <span>{labelTitle(count.label, dataset.schema, i18n.language)}</span>
            <span>
              {count.items} · {formatPercent(count.items / Math.max(total, 1), i18n.language)}
            </span>
            <Bar to={(100 * count.items) / Math.max(total, 1)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Spending({ progress }: { progress: Progress }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { spentBaseUnits: spent, fundedBaseUnits: funded, committedBaseUnits: committed } = progress;
  return (
    <Card title={t('datasets.spending.title')}>
      <div className={ui.stack}>
        <Bar
          to={percentOf(spent, funded)}
          label={t('datasets.spending.bar', { spent: money(spent), funded: money(funded) })}
        />
        <dl className={styles.sums}>
          {(
            [
              [t('datasets.spending.spent'), spent],
              [t('datasets.spending.committed'), committed],
              [t('datasets.spending.funded'), funded],
            ] as const
          ).map(([name, amount]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Money amount={amount} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}
