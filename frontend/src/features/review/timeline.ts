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
  /** Where it is drawn, 0 to 1: marks of one moment stand side by side. */
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
const MARKS_APART = 0.03;

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
    const marks = apart(own.flatMap(({ at, kind }) => (kind === 'SUBMITTED' ? [] : [{ start: start(at), kind, at }])));
    return { labeler, bars, marks, answers: bars.reduce((sum, bar) => sum + bar.count, 0) };
  });
  return { from, to, strips };
}

/** Pushes marks on until each can be read, and back again where they leave the axis. */
function apart(marks: StripMark[]): StripMark[] {
  const starts = marks.map((mark) => mark.start);
  for (let i = 1; i < starts.length; i += 1) starts[i] = Math.max(starts[i] ?? 0, (starts[i - 1] ?? 0) + MARKS_APART);
  let right = 1;
  for (let i = starts.length - 1; i >= 0; i -= 1) {
    starts[i] = Math.min(starts[i] ?? 0, right);
    right = Math.max((starts[i] ?? 0) - MARKS_APART, 0);
  }
  return marks.map((mark, i) => ({ ...mark, start: starts[i] ?? mark.start }));
}
