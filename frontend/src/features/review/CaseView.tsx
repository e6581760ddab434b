import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import type { CaseEvidence } from './case';
import { CaseFigures } from './CaseFigures';
import type { Considered } from './Checklist';
import { ChecklistCard } from './ChecklistCard';
import { ClusterCard } from './ClusterCard';
import { CommonItemsCard } from './CommonItemsCard';
import { LabelersTable } from './LabelersTable';
import { PairsCard } from './PairsCard';
import { ReviewersCard } from './ReviewersCard';
import { TimelineCard } from './TimelineCard';
import { Verdict } from './Verdict';
import { WaterfallCard } from './WaterfallCard';

interface CaseViewProps {
  shown: CaseEvidence;
  reviewer: string | undefined;
  considered: Considered;
  onConsider: (considered: Considered) => void;
}

/** All a reviewer needs to judge a case, from the whole to the single answer. */
export function CaseView({ shown, reviewer, considered, onConsider }: CaseViewProps) {
  const { t } = useTranslation();
  return (
    <>
      <CaseFigures shown={shown} />
      <div className={ui.columns}>
        <Verdict shown={shown} />
        <ReviewersCard shown={shown} reviewer={reviewer} />
      </div>
      <WaterfallCard shown={shown} />
      <ClusterCard shown={shown} />
      <TimelineCard shown={shown} />
      <PairsCard pairs={shown.pairs} labelers={shown.labelers} reference={shown.reference} />
      <CommonItemsCard items={shown.commonItems} labelers={shown.labelers} />
      <div className={ui.columns}>
        <Card title={t('cases.labelers.title')} hint={t('cases.labelers.hint')}>
          <LabelersTable labelers={shown.labelers} />
        </Card>
        <ChecklistCard considered={considered} onConsider={onConsider} />
      </div>
    </>
  );
}
