import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useMedia } from './api/get-media';
import styles from './labeling.module.css';

interface ItemMediaProps {
  assignmentId: string;
  name: string;
}

/** The picture of an item; pressing it shows it in its own size and back. */
export function ItemImage({ assignmentId, name }: ItemMediaProps) {
  const { t } = useTranslation();
  const media = useMedia(assignmentId, name);
  const [large, setLarge] = useState(false);
  if (!media.url) return <Waiting failed={media.failed} onRetry={() => void media.retry()} />;
  return (
    <button
      type="button"
      className={styles.image}
      data-large={large}
      aria-pressed={large}
      aria-label={large ? t('labeling.media.smaller') : t('labeling.media.larger')}
      onClick={() => setLarge(!large)}
    >
      <img src={media.url} alt={t('labeling.media.image')} />
    </button>
  );
}

/** The sound of an item. */
export function ItemSound({ assignmentId, name }: ItemMediaProps) {
  const { t } = useTranslation();
  const media = useMedia(assignmentId, name);
  if (!media.url) return <Waiting failed={media.failed} onRetry={() => void media.retry()} />;
  // A caption would be the answer: what is heard is what is asked.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  return <audio className={styles.sound} src={media.url} controls aria-label={t('labeling.media.sound')} />;
}

function Waiting({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const { t } = useTranslation();
  return failed ? (
    <Notice
      tone="caution"
      title={t('labeling.media.failed')}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  ) : (
    <p className={styles.mediaWait} role="status">
      {t('labeling.media.loading')}
    </p>
  );
}
