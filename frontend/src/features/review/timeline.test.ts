import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from './case';
import { timelineOf } from './timeline';

const event = (labeler: string, at: string, kind: TimelineEvent['kind'], count = 1): TimelineEvent => ({ labeler, at, kind, count });

describe('the timeline of a case', () => {
  it('puts all accounts on one axis, counted by the minute within two hours', () => {
    const timeline = timelineOf(
      [
        event('a', '2026-11-24T08:00:00Z', 'REGISTERED'),
        event('b', '2026-11-24T08:59:00Z', 'SUBMITTED', 8),
        event('a', '2026-11-24T08:30:00Z', 'SUBMITTED', 2),
      ],
      ['a', 'b', 'c'],
    );
    expect(timeline?.strips).toEqual([
      {
        labeler: 'a',
        bars: [{ start: 0.5, width: 1 / 60, height: 0.25, count: 2, at: '2026-11-24T08:30:00Z' }],
        marks: [{ start: 0, kind: 'REGISTERED', at: '2026-11-24T08:00:00Z' }],
        answers: 2,
      },
      {
        labeler: 'b',
        bars: [{ start: 59 / 60, width: 1 / 60, height: 1, count: 8, at: '2026-11-24T08:59:00Z' }],
        marks: [],
        answers: 8,
      },
      { labeler: 'c', bars: [], marks: [], answers: 0 },
    ]);
  });

  it('counts by the hour past two hours, and is nothing without events', () => {
    const timeline = timelineOf(
      [event('a', '2026-11-24T08:00:00Z', 'SUBMITTED'), event('a', '2026-11-24T17:00:00Z', 'SUBMITTED')],
      ['a'],
    );
    expect(timeline?.strips[0]?.bars.map(({ start, width }) => [start, width])).toEqual([
      [0, 0.1],
      [0.9, 0.1],
    ]);
    expect(timelineOf([], ['a'])).toBeNull();
  });

  it('keeps marks of one moment apart and on the axis', () => {
    const end = '2026-11-24T09:00:00Z';
    const timeline = timelineOf(
      [event('a', '2026-11-24T08:00:00Z', 'REGISTERED'), event('a', end, 'HELD'), event('a', end, 'DECIDED'), event('a', end, 'APPEALED')],
      ['a'],
    );
    const starts = timeline?.strips[0]?.marks.map((mark) => mark.start) ?? [];
    expect(starts).toHaveLength(4);
    starts.slice(1).forEach((start, place) => expect(start - (starts[place] ?? 0)).toBeGreaterThanOrEqual(0.0299));
    expect(starts.at(-1)).toBeLessThanOrEqual(1);
  });
});
