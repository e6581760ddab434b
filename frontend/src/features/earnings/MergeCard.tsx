import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import { MergeDialog } from './MergeDialog';

/** The way for a person with two accounts to say so without being punished. */
export function MergeCard() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card title={t('earnings.merge.title')}>
      <div className={ui.stack}>
        <p>{t('earnings.merge.hint')}</p>
        <div>
          <Button onClick={() => setOpen(true)}>{t('earnings.merge.open')}</Button>
        </div>
      </div>
      {open && <MergeDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}
