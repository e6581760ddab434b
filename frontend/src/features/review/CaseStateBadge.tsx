import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '@/components/Badge';
import type { CaseState } from './case';

const tones: Record<CaseState, Tone> = {
  OPEN: 'info',
  SECOND: 'caution',
  APPEALED: 'caution',
  HELD: 'negative',
  BANNED: 'negative',
  CLEARED: 'positive',
};

export function CaseStateBadge({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`cases.state.${state}`)}</Badge>;
}
