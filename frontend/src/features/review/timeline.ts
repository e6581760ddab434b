import type { EventKind, TimelineEvent } from './case';

export interface StripBar {
  /** Start on the time axis, 0 to 1. */
  start: number;
  width: number;
  /** Answers in this bucket over the most in any bucket, 0 to 1. */
  height: number;
  count: number;
  at: string;
}

export interface StripMark {
  start: number;
  kind: Exclude<EventKind, 'SUBMITTED'>;
  at: string;
}

export interface Strip {
  labeler: string;
  bars: StripBar[];
  marks: StripMark[];
  answers: number;
}

export interface Timeline {
  from: number;
  to: number;
  strips: Strip[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * One strip an account on a common axis: answers as bars, everything else as marks. The server counts by the
 * minute where all of it lies within two hours, and by the hour else, so a bar is as wide as that.
 */
export function timelineOf(events: TimelineEvent[], labelers: string[]): Timeline | null {
  const times = events.map((event) => Date.parse(event.at));
  if (times.length === 0) return null;
  const from = times.reduce((least, time) => Math.min(least, time));
  const last = times.reduce((most, time) => Math.max(most, time));
  const bucket = last - from < 2 * HOUR_MS ? MINUTE_MS : HOUR_MS;
  const to = last + bucket;
  const peak = events.reduce((most, event) => (event.kind === 'SUBMITTED' ? Math.max(most, event.count) : most), 1);
  const start = (at: string) => (Date.parse(at) - from) / (to - from);
  const strips = labelers.map((labeler) => {
    const own = events.filter((event) => event.labeler === labeler).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const bars = own
      .filter((event) => event.kind === 'SUBMITTED')
      .map(({ at, count }) => ({ start: start(at), width: bucket / (to - from), height: count / peak, count, at }));
    const marks = own.flatMap(({ at, kind }) => (kind === 'SUBMITTED' ? [] : [{ start: start(at), kind, at }]));
    return { labeler, bars, marks, answers: bars.reduce((sum, bar) => sum + bar.count, 0) };
  });
  return { from, to, strips };
}
