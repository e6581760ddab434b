import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';

/** Why a reviewer sees no score yet. */
export function BlindNotice() {
  const { t } = useTranslation();
  return (
    <Notice tone="info" title={t('cases.blind.title')}>
      {t('cases.blind.text')}
    </Notice>
  );
}
