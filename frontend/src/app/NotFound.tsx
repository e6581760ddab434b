import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/components/Button';
import { Empty } from '@/components/Empty';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty
      mark="astray"
      title={t('app.notFound.title')}
      action={
        <ButtonLink to="/" look="primary">
          {t('app.home')}
        </ButtonLink>
      }
    >
      {t('app.notFound.text')}
    </Empty>
  );
}
