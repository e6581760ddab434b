import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { formatTime } from '@/lib/format';
import { shortNames, type CaseEvidence, type TimelineEvent } from './case';
import { timelineOf, type Strip, type StripMark } from './timeline';
import styles from './timeline.module.css';

const FIRST = 12;

const signs: Record<StripMark['kind'], string> = {
  REGISTERED: '○',
  FLAGGED: '⚑',
  HELD: '‖',
  DECIDED: '◆',
  APPEALED: '✉',
  PAID: '¤',
};

/** When each account signed up, answered and was dealt with, on one axis: farms work in step. */
export function TimelineCard({ shown }: { shown: CaseEvidence }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const timeline = timelineOf(byId(shown), shown.labelers.map((labeler) => labeler.id));
  if (!timeline) return null;
  const names = shortNames(shown.labelers.map((labeler) => labeler.name));
  const nameOf = (id: string) => names.get(shown.labelers.find((labeler) => labeler.id === id)?.name ?? '') ?? id;
  const strips = all ? timeline.strips : timeline.strips.slice(0, FIRST);
  const present = Object.keys(signs).filter((kind): kind is StripMark['kind'] =>
    timeline.strips.some((strip) => strip.marks.some((mark) => mark.kind === kind)),
  );
  const time = (ms: number) => formatTime(new Date(ms).toISOString(), i18n.language);
  return (
    <Card title={t('cases.timeline.title')} hint={t('cases.timeline.hint')}>
      <ul className={styles.strips}>
        {strips.map((strip) => (
          <StripRow key={strip.labeler} strip={strip} name={nameOf(strip.labeler)} />
        ))}
      </ul>
      <p className={styles.axis}>
        <span>{time(timeline.from)}</span>
        <span>{time(timeline.to)}</span>
      </p>
      <ul className={styles.legend} aria-label={t('cases.timeline.legend')}>
        {present.map((kind) => (
          <li key={kind}>
            <span aria-hidden="true">{signs[kind]}</span> {t(`cases.timeline.kind.${kind}`)}
          </li>
        ))}
      </ul>
      {!all && timeline.strips.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('cases.timeline.more', { count: timeline.strips.length })}</Button>
      )}
    </Card>
  );
}

/** The server may name an account by its id or by its name. */
function byId(shown: CaseEvidence): TimelineEvent[] {
  const ids = new Map(shown.labelers.map((labeler) => [labeler.name, labeler.id]));
  return shown.timeline.map((event) => ({ ...event, labeler: ids.get(event.labeler) ?? event.labeler }));
}

function StripRow({ strip, name }: { strip: Strip; name: string }) {
  const { t, i18n } = useTranslation();
  const time = (at: string) => formatTime(at, i18n.language);
  return (
    <li>
      <b>{name}</b>
      <div className={styles.strip}>
        {strip.bars.map((bar) => (
          <i
            key={bar.at}
            style={{ insetInlineStart: `${100 * bar.start}%`, width: `max(${100 * bar.width}% - 1px, 2px)`, height: `max(${100 * bar.height}%, 3px)` }}
            title={t('cases.timeline.bar', { time: time(bar.at), count: bar.count })}
          />
        ))}
        {strip.marks.map((mark) => {
          const words = t('cases.timeline.mark', { kind: t(`cases.timeline.kind.${mark.kind}`), time: time(mark.at) });
          return (
            <span key={`${mark.kind} ${mark.at}`} style={{ insetInlineStart: `${100 * mark.start}%` }} title={words}>
              <span aria-hidden="true">{signs[mark.kind]}</span>
              <span className="visually-hidden">{words}</span>
            </span>
          );
        })}
      </div>
      <small>{t('cases.timeline.answers', { count: strip.answers })}</small>
    </li>
  );
}
