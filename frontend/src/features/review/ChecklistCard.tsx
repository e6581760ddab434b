import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { explanations } from './case';
import { Checklist, type Considered } from './Checklist';

interface ChecklistCardProps {
  considered: Considered;
  onConsider: (considered: Considered) => void;
}

/** The innocent explanations beside the evidence; what is ticked here goes along with the decision. */
export function ChecklistCard({ considered, onConsider }: ChecklistCardProps) {
  const { t } = useTranslation();
  return (
    <Card title={t('cases.checklist.title')} hint={t('cases.checklist.hint')}>
      <Checklist
        title={t('cases.checklist.progress', { done: considered.size, all: explanations.length })}
        considered={considered}
        onChange={onConsider}
      />
    </Card>
  );
}
