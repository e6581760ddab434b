import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { FamilyBadge, familyColour } from '@/components/FamilyBadge';
import ui from '@/components/ui.module.css';
import type { CaseEvidence } from './case';
import { BlindNotice } from './BlindNotice';
import { oddsOf, percentAt, waterfallOf, type Step, type Waterfall } from './waterfall';
import styles from './waterfall.module.css';

/** How much each kind of evidence says, from the prior to the sum; the numbers wait for an own proposal. */
export function WaterfallCard({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  if (shown.blind) {
    return (
      <Card title={t('cases.waterfall.title')}>
        <div className={ui.stack}>
          <BlindNotice />
          <p>{t('cases.waterfall.kinds')}</p>
          <div className={ui.badges}>
            {shown.families.map((family) => (
              <FamilyBadge key={family} family={family} />
            ))}
          </div>
        </div>
      </Card>
    );
  }
  if (shown.waterfall.length === 0) {
    return (
      <Card title={t('cases.waterfall.title')}>
        <p className={ui.hint}>{t('cases.waterfall.empty')}</p>
      </Card>
    );
  }
  const waterfall = waterfallOf(shown.waterfall);
  return (
    <Card title={t('cases.waterfall.title')} hint={t('cases.waterfall.hint')}>
      <p className={styles.sentence}>
        {t('cases.waterfall.sentence', {
          before: t('cases.waterfall.odds', oddsOf(waterfall.prior)),
          after: t('cases.waterfall.odds', oddsOf(waterfall.sum)),
        })}
      </p>
      <ol className={styles.steps}>
        {waterfall.steps.map((step, place) => (
          <StepRow key={`${place} ${step.label}`} step={step} waterfall={waterfall} />
        ))}
        <li className={styles.sum}>
          <span>{t('cases.waterfall.sum')}</span>
          <Track from={0} to={waterfall.sum} colour="var(--ink)" waterfall={waterfall} />
          <b>{signed(waterfall.sum)}</b>
        </li>
      </ol>
    </Card>
  );
}

function StepRow({ step, waterfall }: { step: Step; waterfall: Waterfall }) {
  const { t } = useTranslation();
  const title = step.family === null ? t('cases.waterfall.prior') : t(`family.${step.family}`);
  return (
    <li>
      <span>
        {title}
        {step.family !== null && <small>{step.label}</small>}
      </span>
      <Track
        from={step.from}
        to={step.to}
        colour={step.family === null ? 'var(--bar-quiet)' : familyColour(step.family)}
        waterfall={waterfall}
      />
      <b>{signed(step.nats)}</b>
    </li>
  );
}

interface TrackProps {
  from: number;
  to: number;
  colour: string;
  waterfall: Waterfall;
}

/** The same figure stands beside it as text. */
function Track({ from, to, colour, waterfall }: TrackProps) {
  const low = percentAt(Math.min(from, to), waterfall);
  const high = percentAt(Math.max(from, to), waterfall);
  return (
    <div className={styles.track} aria-hidden="true">
      <i style={{ insetInlineStart: `${low}%`, width: `max(${high - low}%, 2px)`, background: colour }} />
      <em style={{ insetInlineStart: `${percentAt(0, waterfall)}%` }} />
    </div>
  );
}

function signed(nats: number): string {
  return `${nats < 0 ? '−' : '+'}${Math.abs(nats).toFixed(1)}`;
}
