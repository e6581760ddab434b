import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { QueryState } from '@/components/QueryState';
import { Table } from '@/components/Table';
import { Tiles } from '@/components/Tiles';
import ui from '@/components/ui.module.css';
import { formatNumber } from '@/lib/format';
import { useReviewerQuality, type ReviewerQuality } from './api/get-reviewer-quality';

/** How far the reviewers themselves can be trusted. */
export function ReviewerQualityCard() {
  const { t } = useTranslation();
  const quality = useReviewerQuality();
  return (
    <Card title={t('appeals.quality.title')} hint={t('appeals.quality.hint')}>
      <QueryState query={quality}>
        {(shown) =>
          shown.reviewers.length === 0 ? (
            <p className={ui.hint}>{t('appeals.quality.empty')}</p>
          ) : (
            <Figures quality={shown} />
          )
        }
      </QueryState>
    </Card>
  );
}

function Figures({ quality: { reviewers, kappa, overturned } }: { quality: ReviewerQuality }) {
  const { t, i18n } = useTranslation();
  const share = (right: number, seen: number) => (seen === 0 ? '–' : t('appeals.quality.of', { right, seen }));
  return (
    <div className={ui.stack}>
      <Tiles
        tiles={[
          {
            title: t('appeals.quality.kappa'),
            value: kappa === null ? t('appeals.quality.kappaNone') : formatNumber(Math.round(kappa * 100) / 100, i18n.language),
            note: t('appeals.quality.kappaNote'),
          },
          {
            title: t('appeals.quality.appealed'),
            value: formatNumber(overturned.appealed, i18n.language),
            note: t('appeals.quality.ofDecided', { count: overturned.decided }),
          },
          { title: t('appeals.quality.overturned'), value: formatNumber(overturned.upheld, i18n.language) },
        ]}
      />
      <Table
        caption={t('appeals.quality.title')}
        rows={reviewers}
        rowKey={(row) => row.name}
        columns={[
          { title: t('appeals.quality.reviewer'), cell: (row) => row.name },
          { title: t('appeals.quality.decisions'), cell: (row) => row.decisions, number: true },
          {
            title: t('appeals.quality.planted'),
            cell: (row) => share(row.plantedRight, row.plantedSeen),
            number: true,
          },
          {
            title: t('appeals.quality.innocent'),
            cell: (row) => share(row.innocentRight, row.innocentSeen),
            number: true,
          },
        ]}
      />
    </div>
  );
}
