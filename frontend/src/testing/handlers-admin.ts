import { http, HttpResponse } from 'msw';
import { database } from './database';

const ONE = 10n ** 18n;
const SIMULATION_MS = 4_000;

function epoch({ number, total, closedAt }: { number: number; total: bigint; closedAt: string }) {
  return {
    number,
    state: 'FINAL',
    root: `0x${'9f3ac1d2'.repeat(8)}`,
    totalBaseUnits: total.toString(),
    payouts: 38,
    transactionHash: `0x${'71be02aa'.repeat(8)}`,
    closedAt,
  };
}

function economics() {
  const styles = ['COPY_ALL', 'COPY_SKILLED', 'COPY_NOISY', 'BINARY_COPY_ALL', 'BINARY_COPY_SKILLED'];
  const cells = styles.flatMap((style) =>
    [true, false].flatMap((linked) =>
      [2, 3, 5, 10, 20, 50, 100, 200].map((accounts) => ({
        style,
        accounts,
        linked,
        delayMedian: linked ? 60 : 480,
        delayQuantile95: linked ? 140 : 1_900,
        measured: false,
        approach: 'TIER_ONE',
        stopAfter: 50,
        profitTokens: accounts * (linked ? -0.5 : -1.1),
        tableProfitTokens: accounts * (linked ? -0.8 : -2.1),
      })),
    ),
  );
  const tier = (number: number, dailyAnswers: number | null, cap: bigint | null, holdBackAnswers: number, days: number) => ({
    tier: number,
    dailyAnswers,
    capBaseUnits: cap === null ? null : (ONE * cap).toString(),
    holdBackAnswers,
    holdBackSeconds: days * 86_400,
    vestingSeconds: days * 86_400,
    labelers: 10 - number,
  });
  return {
    runAt: '2026-11-24T02:30:00Z',
    report: {
      cells,
      gains: 0,
      tiers: [tier(0, 50, 0n, 600, 14), tier(1, 200, 2n, 600, 14), tier(2, 600, 20n, 300, 7), tier(3, null, null, 100, 3)],
      provenAnswers: 4_000,
      provenSeconds: 45 * 86_400,
      patientCeilingBaseUnits: (ONE * 10n).toString(),
      linked: { accounts: 31, median: 44, quantile95: 180 },
      unlinked: null,
      stress: [{ costPerAnswer: 0.001, largestProfitTokens: -4.2 }],
      honest: [{ who: 'PROOF', firstPayoutDay: 8, share30: 0.35, share60: 0.43, share90: 0.62 }],
      honestHoldsPer10000: 2,
    },
    farmBaseUnits: (ONE / 10n).toString(),
    settledBaseUnits: (ONE * 212n).toString(),
    leakage: 0.0005,
  };
}

export const adminHandlers = [
  http.get('*/api/economics', () => HttpResponse.json(economics())),

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
