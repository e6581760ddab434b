import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Bar } from '@/components/Bar';
import { Card } from '@/components/Card';
import { Money, useMoney } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { formatNumber, formatTime } from '@/lib/format';
import { percentOf } from '@/lib/money';
import type { Earnings, Unlocking } from './api/get-earnings';
import { TierConditions } from './TierConditions';

const some = (amount: string) => BigInt(amount) > 0n;

/** What has come free, what waits, for what and until when. */
export function UnlockingCard({ earnings }: { earnings: Earnings }) {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const { unlocking } = earnings;
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <Card title={t('unlocking.title')} hint={t('unlocking.hint')} actions={<Badge tone="info">{t('unlocking.tier', { tier: unlocking.tier })}</Badge>}>
      <div className={ui.stack}>
        <Bar
          to={percentOf(unlocking.unlockedBaseUnits, earnings.earnedBaseUnits)}
          label={t('unlocking.bar', { unlocked: money(unlocking.unlockedBaseUnits), earned: money(earnings.earnedBaseUnits) })}
        />
        <ul>
          <li>
            {t('unlocking.unlocked')} <b><Money amount={unlocking.unlockedBaseUnits} /></b>
          </li>
          {some(unlocking.waitingBaseUnits) && (
            <li>
              {t('unlocking.waiting')} <b><Money amount={unlocking.waitingBaseUnits} /></b>. <Waiting unlocking={unlocking} />
            </li>
          )}
          {some(unlocking.vestingBaseUnits) && (
            <li>
              {t('unlocking.vesting')} <b><Money amount={unlocking.vestingBaseUnits} /></b>
              {unlocking.vestedBy && <>. {t('unlocking.vestedBy', { time: formatTime(unlocking.vestedBy, i18n.language) })}</>}
            </li>
          )}
          {some(unlocking.overCapBaseUnits) && (
            <li>
              {t(unlocking.capBaseUnits === null ? 'unlocking.held' : 'unlocking.overCap')} <b><Money amount={unlocking.overCapBaseUnits} /></b>.{' '}
              {t(unlocking.capBaseUnits === null ? 'unlocking.why' : 'unlocking.raise')}
            </li>
          )}
        </ul>
        <p>
          {unlocking.capBaseUnits === null
            ? t('unlocking.noCap')
            : t('unlocking.cap', { unlocked: money(unlocking.personUnlockedBaseUnits), cap: money(unlocking.capBaseUnits) })}{' '}
          {unlocking.accounts > 1 && t('unlocking.shared', { count: unlocking.accounts })}
        </p>
        <p>
          {unlocking.dailyAnswers === null
            ? t('unlocking.noDailyLimit')
            : t('unlocking.daily', { today: number(unlocking.answersToday), daily: number(unlocking.dailyAnswers) })}
        </p>
        {unlocking.slow && <p className={ui.hint}>{t('unlocking.slow')}</p>}
        {unlocking.tier < 3 && <TierConditions conditions={unlocking.conditions} />}
      </div>
    </Card>
  );
}

function Waiting({ unlocking }: { unlocking: Unlocking }) {
  const { t, i18n } = useTranslation();
  const answers = unlocking.answersToGo;
  const time = unlocking.nextReleaseAt && formatTime(unlocking.nextReleaseAt, i18n.language);
  if (answers > 0 && time) return <>{t('unlocking.untilBoth', { count: answers, time })}</>;
  return <>{time ? t('unlocking.until', { time }) : t('unlocking.soon')}</>;
}
