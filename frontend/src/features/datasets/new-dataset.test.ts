import { describe, expect, it } from 'vitest';
import { emptyDraft, toNewDataset, type Draft } from './new-dataset';

const draft: Draft = {
  ...emptyDraft,
  name: 'Road hazards',
  question: 'Which?',
  options: [
    { id: 1, value: 'ice', title: '', titleZhHans: '' },
    { id: 2, value: 'hole', title: '', titleZhHans: '' },
  ],
  price: '0.5',
};

const request = (part: Partial<Draft>) => toNewDataset({ ...draft, ...part }, 2);

describe('the help of a model', () => {
  it('is off unless asked for', () => {
    expect(request({})).toMatchObject({ prelabels: false, independentAnswers: true, priority: null, goldShare: 0.05, probeShare: null });
  });

  it('leaves no known answers and probes beside suggestions', () => {
    expect(request({ prelabels: 'before' })).toMatchObject({ prelabels: true, independentAnswers: false, goldShare: 0, probeShare: 0 });
    expect(request({ prelabels: 'after' })).toMatchObject({ prelabels: true, independentAnswers: true, goldShare: 0, probeShare: 0 });
  });

  it('says where to buy answers only with a target error, and suggests only classes', () => {
    expect(request({ priority: 'active-lab' })).toMatchObject({ priority: null });
    expect(request({ priority: 'active-lab', targetError: '5' })).toMatchObject({ priority: 'active-lab' });
    expect(request({ kind: 'rating', prelabels: 'before' })).toMatchObject({ prelabels: false, independentAnswers: true });
  });
});

describe('the quality target of a new dataset', () => {
  it('is left out where nothing is typed', () => {
    expect(request({})).toMatchObject({ targetError: null, budgetBaseUnits: null, deadline: null });
  });

  it('is sent as a share, base units and a moment', () => {
    expect(request({ targetError: '5', budget: '12.5', deadline: '2999-01-01T12:00' })).toMatchObject({
      targetError: 0.05,
      budgetBaseUnits: '1250',
      deadline: new Date('2999-01-01T12:00').toISOString(),
    });
  });

  it('is needed by a budget and by a deadline', () => {
    expect(request({ budget: '12' })).toBe('targetError');
    expect(request({ deadline: '2999-01-01T12:00' })).toBe('targetError');
  });

  it('refuses a budget of nothing and a deadline that is over', () => {
    expect(request({ targetError: '5', budget: '0' })).toBe('budget');
    expect(request({ targetError: '5', deadline: '2001-01-01T12:00' })).toBe('deadline');
  });

  it('is not for answers that are no classes', () => {
    expect(request({ kind: 'rating', targetError: '5', budget: '1' })).toMatchObject({ targetError: null, budgetBaseUnits: null });
  });
});

describe('what is paid beyond the price', () => {
  it('is nothing unless asked for, and only where answers are classes', () => {
    expect(request({})).toMatchObject({ incentive: null });
    expect(request({ kind: 'rating', incentive: 'difficulty' })).toMatchObject({ incentive: null });
  });

  it('is sent in basis points', () => {
    expect(request({ incentive: 'correlated-agreement', bonus: '12.5' })).toMatchObject({
      incentive: { rule: 'correlated-agreement', bonusBasisPoints: 1250 },
    });
  });

  it('refuses a bonus of nothing, of more than the price, and below the smallest unit', () => {
    for (const bonus of ['', '0', '100.01', '-5']) expect(request({ incentive: 'difficulty', bonus })).toBe('bonus');
    expect(request({ incentive: 'difficulty', price: '0.01', bonus: '99' })).toBe('bonus');
  });
});
