import { http, HttpResponse } from 'msw';
import { database, subjectOf } from './database';
import { problem } from './handlers-identity';
import { families, farm } from './review-fixtures';

const DAY_MS = 86_400_000;
const STATEMENT_LENGTH = 20;

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

const isBanned = () => database.review.proposals.filter((one) => one.decision === 'BAN').length > 1;

function holds() {
  const { state, proposals, appeal } = database.review;
  if (!['SECOND', 'HELD', 'BANNED', 'APPEALED'].includes(state)) return [];
  return [
    {
      caseId: 'c-1',
      state: isBanned() ? 'BANNED' : 'HELD',
      reason: proposals.at(-1)?.reason ?? '',
      kinds: families,
      from: '2026-11-24T07:12:00Z',
      to: '2026-11-24T07:59:00Z',
      heldBaseUnits: farm[0]?.unpaidBaseUnits ?? '0',
      appealDeadline: inDays(14),
      appeal,
    },
  ];
}

function appeals() {
  const { appeal, proposals } = database.review;
  if (!appeal) return [];
  return [
    {
      ...appeal,
      labeler: farm[0]?.name,
      caseLabelers: farm.map((one) => one.name),
      decidedBefore: [...new Set(proposals.map((one) => one.reviewer))],
      moneyBaseUnits: farm[0]?.unpaidBaseUnits ?? '0',
    },
  ];
}

export const appealHandlers = [
  http.get('*/api/me/holds', ({ request }) => HttpResponse.json(subjectOf(request) === 'labeler' ? holds() : [])),
  http.get('*/api/me/appeals', () => HttpResponse.json(database.review.appeal ? [database.review.appeal] : [])),
  http.post('*/api/me/appeals', async ({ request }) => {
    const { caseId, statement } = (await request.json()) as { caseId: string; statement: string };
    if (statement.length < STATEMENT_LENGTH) return problem(422, 'invalid-field', 'Too short.', 'statement');
    if (database.review.appeal) return problem(409, 'already-appealed', 'You have appealed already.');
    const appeal = { id: 'a-1', caseId, statement, state: 'WAITING' as const, decidedAt: null, reason: null, answerBy: inDays(14) };
    database.review.appeal = appeal;
    database.review.state = 'APPEALED';
    database.review.log.push({ at: new Date().toISOString(), actor: 'labeler', action: 'APPEALED', detail: { against: isBanned() ? 'BAN' : 'HOLD' } });
    return HttpResponse.json(appeal, { status: 201 });
  }),

  http.get('*/api/appeals', ({ request }) => {
    const state = new URL(request.url).searchParams.get('state');
    return HttpResponse.json({ items: appeals().filter((one) => !state || one.state === state), next: null });
  }),
  http.post('*/api/appeals/:id/decision', async ({ request }) => {
    const { review } = database;
    const reviewer = subjectOf(request) ?? '';
    const { decision, reason } = (await request.json()) as { decision: 'UPHOLD' | 'REJECT'; reason: string };
    if (!review.appeal) return problem(404, 'unknown-appeal', 'There is no such appeal.');
    if (review.proposals.some((one) => one.reviewer === reviewer)) return problem(409, 'not-a-third-person', 'You decided this case.');
    const upheld = decision === 'UPHOLD';
    review.appeal = { ...review.appeal, state: upheld ? 'UPHELD' : 'REJECTED', decidedAt: new Date().toISOString(), reason };
    review.state = upheld ? 'CLEARED' : isBanned() ? 'BANNED' : 'HELD';
    review.log.push({ at: new Date().toISOString(), actor: reviewer, action: `APPEAL_${review.appeal.state}`, detail: { reason } });
    return HttpResponse.json(review.appeal);
  }),

  http.post('*/api/me/merge-code', () => {
    database.review.mergeCode = 'K7QD-M2XW-9RTB';
    return HttpResponse.json({ code: database.review.mergeCode, expiresAt: new Date(Date.now() + 900_000).toISOString() });
  }),
  http.post('*/api/me/merge', async ({ request }) => {
    const { code } = (await request.json()) as { code: string };
    if (code !== database.review.mergeCode) return problem(404, 'unknown-merge-code', 'There is no such code.', 'code');
    return HttpResponse.json({});
  }),
];
