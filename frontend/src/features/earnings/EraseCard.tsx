import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import ui from '@/components/ui.module.css';
import { EraseDialog } from './EraseDialog';

/** The way out: first what becomes of the money, then a word to be typed. */
export function EraseCard() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card title={t('earnings.erase.title')}>
      <div className={ui.stack}>
        <p>{t('earnings.erase.hint')}</p>
        <div>
          <Button onClick={() => setOpen(true)}>{t('earnings.erase.open')}</Button>
        </div>
      </div>
      {open && <EraseDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}
