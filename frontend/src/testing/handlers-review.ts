import { http, HttpResponse } from 'msw';
import { database, findDataset, subjectOf } from './database';
import { hazardReports } from './fixtures';
import { problem } from './handlers-identity';
import { edges, families, farm, flags, otherCases, pairsOfFarm, risk, timeline, waterfall, type MockDecision } from './review-fixtures';

const ONE = 10n ** 18n;
const BAN_REASON_LENGTH = 20;

const stopped = () => ['SECOND', 'HELD', 'BANNED', 'APPEALED'].includes(database.review.state);

/** A reviewer sees the score once they have had their say, or when there is nothing left to say. */
const isBlind = (reader: string | null) =>
  ['OPEN', 'SECOND'].includes(database.review.state) && !database.review.proposals.some((one) => one.reviewer === reader);

/** Who proposed the ban that waits for another person. */
const proposer = () =>
  database.review.state === 'SECOND' && database.review.proposals.findLast((one) => one.decision === 'BAN')?.reviewer;

export function farmCase(reader: string | null) {
  const { state } = database.review;
  const blind = isBlind(reader);
  return {
    id: 'c-1',
    state,
    datasetId: 'd-hazards',
    datasetName: findDataset('d-hazards')?.name ?? null,
    labelers: farm.map((labeler) => ({ ...labeler, held: stopped() })),
    flags: flags.map((flag) => (blind ? { ...flag, logEValue: null } : flag)),
    families,
    risk: blind ? null : risk,
    moneyAtRiskBaseUnits: ((ONE * 1072n) / 100n).toString(),
    openedAt: '2026-11-24T08:20:00Z',
    deadline: new Date(Date.now() + 20 * 3_600_000).toISOString(),
    blind,
  };
}

function evidence(reader: string | null) {
  const blind = isBlind(reader);
  const { proposals, state } = database.review;
  return {
    ...farmCase(reader),
    pairs: pairsOfFarm.map(([a, b]) => ({
      labelerA: farm[a]?.name,
      labelerB: farm[b]?.name,
      commonItems: 40,
      same: 39 - a - (b - a - 1),
      expectedSame: 19.4 + a,
      logEValue: blind ? null : 41.7 - 4 * (b - 1),
    })),
    commonItems: hazardReports.map((text, place) => ({
      itemKey: `report-${place + 1}`,
      content: { text },
      consensus: place % 3 === 0 ? 'pothole' : 'debris',
      expectedAgreement: 0.42 + place / 50,
      answers: farm.map(({ name }, number) => ({
        labeler: name,
        label: number === 3 && place % 2 === 1 ? 'ice' : place % 3 === 0 ? 'pothole' : 'flooding',
      })),
    })),
    proposals: proposals.map((one) => (blind ? { ...one, decision: null, reason: null, checklist: null } : one)),
    cluster: {
      nodes: farm.map(({ id, name, answers }) => ({
        id,
        name,
        risk: blind ? null : 0.99,
        answers,
        held: stopped(),
        banned: state === 'BANNED' || state === 'APPEALED',
      })),
      edges: blind ? edges.map((edge) => ({ ...edge, nats: null })) : edges,
    },
    waterfall: blind ? [] : waterfall,
    timeline: [
      ...timeline,
      ...(stopped() ? farm.map(({ id }) => ({ labeler: id, at: '2026-11-24T08:36:00Z', kind: 'HELD', count: 1 })) : []),
    ],
    reference: { honestPairQuantile999: 4.3, pairs: 1_830 },
  };
}

function logged(actor: string, action: string, detail: object) {
  database.review.log.push({ at: new Date().toISOString(), actor, action, detail });
}

const hashOf = (sequence: number) => (sequence * 2_654_435_761).toString(16).padStart(12, '0').slice(-8).repeat(8);

export const reviewHandlers = [
  http.get('*/api/cases', ({ request }) => {
    const state = new URL(request.url).searchParams.get('state');
    const all = database.simulation ? [farmCase(subjectOf(request)), ...otherCases] : otherCases;
    return HttpResponse.json({ items: all.filter((one) => !state || one.state === state), next: null });
  }),
  http.get('*/api/cases/:id', ({ params, request }) => {
    if (params.id === 'c-1') return HttpResponse.json(evidence(subjectOf(request)));
    const other = otherCases.find((one) => one.id === params.id);
    if (!other) return problem(404, 'unknown-case', 'There is no such case.');
    const cluster = { nodes: [], edges: [] };
    const none = { pairs: [], commonItems: [], proposals: [], waterfall: [], timeline: [], cluster, reference: null };
    return HttpResponse.json({ ...other, ...none });
  }),
  http.get('*/api/cases/:id/effect', ({ request }) => {
    const decision = new URL(request.url).searchParams.get('decision');
    const ban = decision === 'BAN';
    return HttpResponse.json({
      removedAnswers: ban ? 1_204 : 0,
      reopenedTasks: ban ? 310 : 0,
      changedLabels: ban ? 27 : 0,
      returnedBaseUnits: (ban ? (ONE * 8_210n) / 100n : 0n).toString(),
      heldBaseUnits: (decision === 'HOLD' ? (ONE * 1_072n) / 100n : 0n).toString(),
      releasedBaseUnits: (decision === 'CLEAR' && stopped() ? (ONE * 1_072n) / 100n : 0n).toString(),
      labelers: farm.length,
    });
  }),
  http.post('*/api/cases/:id/decision', async ({ request }) => {
    const { review } = database;
    const reviewer = subjectOf(request) ?? '';
    const { decision, reason, checklist = [] } = (await request.json()) as { decision: MockDecision; reason: string; checklist?: string[] };
    if (reason.trim() === '' || (decision === 'BAN' && reason.length < BAN_REASON_LENGTH)) {
      return problem(422, 'reason-too-short', 'A decision needs a reason.', 'reason');
    }
    if (proposer() === reviewer) {
      return problem(409, 'same-reviewer', 'You have decided on this case already.');
    }
    review.proposals.push({ reviewer, decision, reason, checklist, at: new Date().toISOString() });
    if (review.state === 'SECOND') review.state = decision === 'BAN' ? 'BANNED' : 'CLEARED';
    else review.state = decision === 'BAN' ? 'SECOND' : decision === 'HOLD' ? 'HELD' : 'CLEARED';
    logged(reviewer, review.state === 'SECOND' ? 'BAN_PROPOSED' : review.state, { decision, reason, checklist });
    return HttpResponse.json(farmCase(reviewer));
  }),
  http.get('*/api/cases/:id/log', () =>
    HttpResponse.json(
      database.review.log.map((entry, place) => ({
        sequence: place + 1,
        ...entry,
        hash: hashOf(place + 1),
        previousHash: hashOf(place),
      })),
    ),
  ),
  http.get('*/api/review-log/check', () =>
    HttpResponse.json({ entries: database.review.log.length, intact: true, brokenAt: null }),
  ),
  http.get('*/api/review-quality', () =>
    HttpResponse.json({
      reviewers: [
        { name: 'admin', decisions: 41, plantedSeen: 3, plantedRight: 3, innocentSeen: 2, innocentRight: 2 },
        { name: 'admin2', decisions: 38, plantedSeen: 2, plantedRight: 2, innocentSeen: 3, innocentRight: 2 },
        { name: 'admin3', decisions: 6, plantedSeen: 0, plantedRight: 0, innocentSeen: 0, innocentRight: 0 },
      ],
      kappa: 0.83,
      overturned: { decided: 79, appealed: 12, upheld: 2 },
    }),
  ),
];
