import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';

/** What a flag accuses of; a kind the catalogue does not know yet is a suspicion without a name. */
export function FlagBadge({ kind }: { kind: string }) {
  const { t } = useTranslation();
  return (
    <Badge tone="caution">{t(`cases.kind.${kind as 'COPYING'}`, { defaultValue: t('cases.kind.OTHER') })}</Badge>
  );
}
