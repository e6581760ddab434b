import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '@/components/Badge';
import type { DatasetState } from '@/lib/model';

const tones: Record<DatasetState, Tone> = { DRAFT: 'caution', OPEN: 'positive', CLOSED: 'plain' };

export function StateBadge({ state }: { state: DatasetState }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`datasets.state.${state}`)}</Badge>;
}
