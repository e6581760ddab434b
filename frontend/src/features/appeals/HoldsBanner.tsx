import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/components/Button';
import { useMoney } from '@/components/Money';
import { Notice } from '@/components/Notice';
import { formatDays, formatTime, isPast } from '@/lib/format';
import { useMyHolds } from './api/get-my-holds';
import type { Hold } from './appeal';
import styles from './appeals.module.css';

/** Tells a labeler at once that a decision stands against the account, and where to answer it. */
export function HoldsBanner() {
  const holds = useMyHolds().data ?? [];
  if (holds.length === 0) return null;
  return (
    <div className={styles.banner}>
      {holds.map((hold) => (
        <HoldNotice key={hold.caseId} hold={hold} />
      ))}
    </div>
  );
}

function HoldNotice({ hold }: { hold: Hold }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const banned = hold.state === 'BANNED';
  const amount = money(hold.heldBaseUnits);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const kinds = list.format(hold.kinds.map((kind) => t(`family.${kind}`)));
  const waiting = hold.appeal?.state === 'WAITING' ? hold.appeal : null;
  return (
    <Notice
      tone={banned ? 'negative' : 'caution'}
      title={t(`holds.banner.${hold.state}`)}
      action={
        <ButtonLink to="/appeals/mine">{hold.appeal ? t('holds.banner.see') : t('holds.banner.appeal')}</ButtonLink>
      }
    >
      <p>{banned ? t('holds.banner.bannedText', { amount }) : t('holds.banner.heldText', { amount })}</p>
      <p>
        {hold.kinds.length > 0 && t('holds.banner.evidence', { kinds })}{' '}
        {hold.from &&
          hold.to &&
          t('holds.banner.period', { period: formatDays(hold.from, hold.to, i18n.language) })}{' '}
        {waiting && t('holds.banner.appealed', { time: formatTime(waiting.answerBy, i18n.language) })}
        {!hold.appeal &&
          hold.appealDeadline &&
          !isPast(hold.appealDeadline) &&
          t('holds.banner.deadline', { time: formatTime(hold.appealDeadline, i18n.language) })}
      </p>
    </Notice>
  );
}
