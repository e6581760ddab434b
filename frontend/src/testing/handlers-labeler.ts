import { http, HttpResponse } from 'msw';
import { database, findDataset, PRICE, type MockAssignment } from './database';
import { problem } from './handlers-identity';

const MAX_LEASES = 3;
const LEASE_MS = 600_000;
const SETTLED = 10n ** 18n * 3n;

function view(assignment: MockAssignment) {
  return {
    id: assignment.id,
    datasetId: assignment.datasetId,
    content: database.items.get(assignment.datasetId)?.[assignment.item]?.content,
    expiresAt: new Date(Date.now() + LEASE_MS).toISOString(),
    priceBaseUnits: PRICE.toString(),
  };
}

const active = (datasetId: unknown) =>
  database.assignments.filter((one) => one.datasetId === datasetId && one.state === 'ACTIVE');

const answers = (datasetId: string) =>
  database.assignments.filter((one) => one.datasetId === datasetId && one.state === 'SUBMITTED').length;

function unlocking(unsettled: bigint) {
  return {
    tier: 1,
    slow: false,
    dailyAnswers: 200,
    answersToday: 40,
    accounts: 1,
    capBaseUnits: SETTLED.toString(),
    personUnlockedBaseUnits: SETTLED.toString(),
    unlockedBaseUnits: SETTLED.toString(),
    waitingBaseUnits: unsettled.toString(),
    vestingBaseUnits: '0',
    overCapBaseUnits: '0',
    answersToGo: 560,
    nextReleaseAt: '2026-12-08T08:00:00Z',
    vestedBy: null,
    conditions: [
      { kind: 'PROBES', has: '52', needs: '40', met: true },
      { kind: 'AGE_OR_PHONE', has: '41', needs: '30', met: true },
      { kind: 'NO_SUSPICION', has: '0', needs: '20', met: true },
      { kind: 'PROOF', has: '0', needs: '1', met: false },
      { kind: 'STAKE', has: '0', needs: (SETTLED * 50n).toString(), met: false },
    ],
  };
}

/** A settled answer and bonus, what waits, and what was not answered. */
function reasons(unsettled: bigint) {
  const bonus = PRICE * 9n;
  const line = { datasetId: 'd-hazards', datasetName: 'Road hazard reports', bookedAt: '2026-11-20T07:00:00Z' };
  return {
    reasons: [
      { code: 'ACCEPTED', nextStep: 'CLAIM', lines: 31, amountBaseUnits: SETTLED.toString(), answersToGo: null, until: null },
      { code: 'HELD_FOR_ANSWERS', nextStep: 'ANSWER_MORE', lines: 4, amountBaseUnits: unsettled.toString(), answersToGo: 12, until: null },
      { code: 'HELD_BY_CASE', nextStep: 'APPEAL', lines: 2, amountBaseUnits: bonus.toString(), answersToGo: null, until: '2026-12-10T08:00:00Z' },
      { code: 'EXPIRED', nextStep: 'NONE', lines: 1, amountBaseUnits: '0', answersToGo: null, until: null },
    ],
    lines: [
      { ...line, kind: 'BONUS', amountBaseUnits: bonus.toString(), epoch: null, reason: 'HELD_BY_CASE', nextStep: 'APPEAL' },
      { ...line, kind: 'ANSWER', amountBaseUnits: PRICE.toString(), epoch: 1, reason: 'ACCEPTED', nextStep: 'CLAIM' },
    ],
  };
}

export const labelerHandlers = [
  http.get('*/api/datasets/:id/assignments', ({ params }) =>
    HttpResponse.json({ items: active(params.id).map(view), next: null }),
  ),

  http.post('*/api/datasets/:id/assignments', ({ params }) => {
    const datasetId = String(params.id);
    if (active(datasetId).length >= MAX_LEASES) return problem(409, 'too-many-leases', 'Three leases are held already.');
    const item = database.assignments.filter((one) => one.datasetId === datasetId).length;
    if (item >= (database.items.get(datasetId)?.length ?? 0)) return new HttpResponse(null, { status: 204 });
    const assignment: MockAssignment = { id: `${datasetId}-a${item}`, datasetId, labeler: 'labeler', item, state: 'ACTIVE' };
    database.assignments.push(assignment);
    return HttpResponse.json(view(assignment), { status: 201 });
  }),

  http.put('*/api/assignments/:id/submission', async ({ params, request }) => {
    const assignment = database.assignments.find((one) => one.id === params.id);
    if (!assignment) return problem(404, 'not-your-assignment', 'There is no such assignment.');
    const { label } = (await request.json()) as { label: unknown };
    assignment.label ??= label;
    assignment.state = 'SUBMITTED';
    return HttpResponse.json({
      assignmentId: assignment.id,
      state: 'SUBMITTED',
      amountBaseUnits: PRICE.toString(),
      submittedAt: new Date().toISOString(),
    });
  }),

  http.post('*/api/assignments/:id/skip', ({ params }) => {
    const assignment = database.assignments.find((one) => one.id === params.id);
    if (assignment) assignment.state = 'SKIPPED';
    return new HttpResponse(null, { status: 204 });
  }),

  http.get('*/api/me/wallet', () => HttpResponse.json({ address: database.wallet, proven: false })),

  http.get('*/api/me/erasure', () =>
    HttpResponse.json({ owedBaseUnits: (SETTLED - database.claimed).toString(), walletAddress: database.wallet }),
  ),
  http.delete('*/api/me', () => new HttpResponse(null, { status: 204 })),

  http.get('*/api/me/earnings', () => {
    const rows = database.datasets
      .map((dataset) => ({ dataset, count: answers(dataset.id) }))
      .filter(({ count }) => count > 0);
    const unsettled = rows.reduce((sum, { count }) => sum + PRICE * BigInt(count), 0n);
    return HttpResponse.json({
      earnedBaseUnits: (unsettled + SETTLED).toString(),
      unsettledBaseUnits: unsettled.toString(),
      claimableBaseUnits: (SETTLED - database.claimed).toString(),
      claimedBaseUnits: database.claimed.toString(),
      held: ['SECOND', 'HELD', 'BANNED', 'APPEALED'].includes(database.review.state),
      heldReason: null,
      walletAddress: database.wallet,
      walletBalanceBaseUnits: database.claimed.toString(),
      unlocking: unlocking(unsettled),
      datasets: rows.map(({ dataset, count }) => ({
        datasetId: dataset.id,
        datasetName: dataset.name,
        answers: count,
        earnedBaseUnits: (PRICE * BigInt(count)).toString(),
        bonusBaseUnits: '0',
      })),
      payouts: [
        {
          epoch: 1,
          amountBaseUnits: SETTLED.toString(),
          cumulativeBaseUnits: SETTLED.toString(),
          closedAt: '2026-11-20T08:00:00Z',
          claimed: database.claimed > 0n,
        },
      ],
      goodwill: [],
      ...reasons(unsettled),
    });
  }),

  http.post('*/api/me/claims', () => {
    if (database.claimed === SETTLED) return problem(409, 'nothing-to-claim', 'There is nothing to claim.');
    database.claimed = SETTLED;
    return HttpResponse.json({
      transactionHash: `0x${'4be1'.repeat(16)}`,
      amountBaseUnits: SETTLED.toString(),
      state: 'CONFIRMED',
      walletBalanceBaseUnits: SETTLED.toString(),
    });
  }),

  http.get('*/api/datasets/:id', ({ params }) => {
    const dataset = findDataset(params.id);
    return dataset ? HttpResponse.json(dataset) : problem(404, 'not-found', 'There is no such dataset.');
  }),
];
