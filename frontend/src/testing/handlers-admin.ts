import { http, HttpResponse } from 'msw';
import { database } from './database';

const ONE = 10n ** 18n;
const SIMULATION_MS = 4_000;

function epoch({ number, total, closedAt }: { number: number; total: bigint; closedAt: string }) {
  return {
    number,
    state: 'ACTIVE',
    root: `0x${'9f3ac1d2'.repeat(8)}`,
    totalBaseUnits: total.toString(),
    payouts: 38,
    transactionHash: `0x${'71be02aa'.repeat(8)}`,
    closedAt,
  };
}

export const adminHandlers = [
  http.get('*/api/operations/overview', () =>
    HttpResponse.json({
      labelers: 41,
      datasets: database.datasets.length,
      submissions: 12_480,
      openCases: database.simulation && ['OPEN', 'SECOND'].includes(database.review.state) ? 1 : 0,
      ledgerBaseUnits: (ONE * 498n).toString(),
      settledBaseUnits: (ONE * 212n).toString(),
      onChainBaseUnits: ((ONE * 20_935n) / 100n).toString(),
      outboxWaiting: 0,
    }),
  ),

  http.get('*/api/epochs', () => HttpResponse.json({ items: database.epochs.map(epoch), next: null })),
  http.post('*/api/epochs', () => {
    const closed = { number: database.epochs.length + 1, total: ONE * 286n, closedAt: new Date().toISOString() };
    database.epochs.unshift(closed);
    return HttpResponse.json(epoch(closed), { status: 201 });
  }),

  http.post('*/api/simulations', () => {
    database.simulation = { id: 's-1', started: Date.now() };
    return HttpResponse.json(simulation(), { status: 202 });
  }),
  http.get('*/api/simulations/:id', () => HttpResponse.json(simulation())),
];

function simulation() {
  const elapsed = Math.min(1, (Date.now() - (database.simulation?.started ?? 0)) / SIMULATION_MS);
  const done = elapsed === 1;
  return {
    id: 's-1',
    state: done ? 'DONE' : 'RUNNING',
    datasetId: 'd-hazards',
    submissions: Math.round(1680 * elapsed),
    labelers: 24,
    farm: 4,
    cases: done ? 1 : 0,
    accuracy: done ? 0.957 : null,
    message: null,
  };
}
