import { describe, expect, it } from 'vitest';
import { openDecisions, shortNames, sufficesForBan, waitsForOther, type CaseEvidence, type Proposal } from './case';

const said = (reviewer: string, decision: Proposal['decision']): Proposal => ({
  reviewer,
  decision,
  reason: decision && 'because',
  checklist: decision && [],
  at: '2026-11-24T08:00:00Z',
});

const caseIn = (state: CaseEvidence['state'], proposals: Proposal[] = []) => ({ state, proposals }) as CaseEvidence;

describe('what a reviewer may decide', () => {
  it('is everything at first, and nothing more once two agreed or a labeler appealed', () => {
    expect(openDecisions(caseIn('OPEN'), 'ada')).toEqual(['CLEAR', 'HOLD', 'BAN']);
    expect(openDecisions(caseIn('HELD', [said('ada', 'HOLD')]), 'ada')).toEqual(['CLEAR', 'BAN']);
    expect(openDecisions(caseIn('BANNED'), 'eve')).toEqual([]);
    expect(openDecisions(caseIn('APPEALED'), 'eve')).toEqual([]);
  });

  it('is nothing for who proposed the ban, and everything for anybody else', () => {
    const proposed = caseIn('SECOND', [said('eve', 'HOLD'), said('ada', 'BAN')]);
    expect(waitsForOther(proposed, 'ada')).toBe(true);
    expect(openDecisions(proposed, 'ada')).toEqual([]);
    expect(openDecisions(proposed, 'eve')).toContain('BAN');
    expect(openDecisions(caseIn('SECOND', [said('ada', null)]), 'bea')).toContain('BAN');
  });

  it('is a ban only by two families, one of identity or answers', () => {
    expect(sufficesForBan(['IDENTITY', 'CONTENT'])).toBe(true);
    expect(sufficesForBan(['CONTENT', 'TIME'])).toBe(true);
    expect(sufficesForBan(['NETWORK', 'TIME', 'DEVICE'])).toBe(false);
    expect(sufficesForBan(['IDENTITY', 'IDENTITY'])).toBe(false);
  });
});

describe('short names of accounts', () => {
  it('are the last part where it is theirs alone', () => {
    const names = shortNames(['demo-crowd-4dc309-wen', 'demo-crowd-4dc309-omar', 'labeler', 'other-crowd-77aa00-omar']);
    expect([...names.values()]).toEqual(['wen', 'demo-crowd-4dc309-omar', 'labeler', 'other-crowd-77aa00-omar']);
  });
});
