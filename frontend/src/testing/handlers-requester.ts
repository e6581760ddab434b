import { http, HttpResponse } from 'msw';
import type { Dataset } from '@/lib/model';
import { database, findDataset, subjectOf } from './database';
import { problem } from './handlers-identity';

function upload(body: string) {
  const lines = body.trim().split('\n');
  const csv = !body.trimStart().startsWith('{');
  const rows = csv ? lines.slice(1) : lines;
  const errors = rows.flatMap((row, place) =>
    row.includes(',') ? [] : [{ line: place + (csv ? 2 : 1), detail: 'A row needs a key and a value.' }],
  );
  return HttpResponse.json({ accepted: rows.length - errors.length, duplicates: 0, rejected: errors.length, errors });
}

function changed(id: unknown, change: (dataset: Dataset) => Partial<Dataset>) {
  const dataset = findDataset(id);
  if (!dataset) return problem(404, 'not-found', 'There is no such dataset.');
  Object.assign(dataset, change(dataset));
  return HttpResponse.json(dataset);
}

const calibration = {
  basis: 'HELD_OUT_ANSWERS',
  goldItems: 12,
  inverseTemperature: 0.4,
  expectedCalibrationError: 0.031,
  note: 'not calibrated on gold (12 of 200 gold items)',
};

export const requesterHandlers = [
  http.get('*/api/datasets', ({ request }) => {
    const labeler = subjectOf(request) === 'labeler';
    const items = database.datasets.filter((dataset) => !labeler || dataset.state === 'OPEN');
    return HttpResponse.json({ items, next: null });
  }),

  http.post('*/api/datasets', async ({ request }) => {
    if (!request.headers.get('idempotency-key')) return problem(400, 'no-key', 'The header Idempotency-Key is missing.');
    const body = (await request.json()) as Partial<Dataset>;
    const dataset = {
      ...database.datasets[0],
      ...body,
      id: `d-new-${database.datasets.length}`,
      state: 'DRAFT',
      fundedBaseUnits: '0',
      committedBaseUnits: '0',
      items: 0,
      gold: 0,
      answers: 0,
      resolved: 0,
    } as Dataset;
    database.datasets.push(dataset);
    return HttpResponse.json(dataset, { status: 201 });
  }),

  http.post('*/api/datasets/:id/items', async ({ request }) => upload(await request.text())),
  http.post('*/api/datasets/:id/gold', async ({ request }) => upload(await request.text())),

  http.post('*/api/datasets/:id/funding', async ({ params, request }) => {
    const { amountBaseUnits } = (await request.json()) as { amountBaseUnits: string };
    return changed(params.id, (dataset) => ({
      fundedBaseUnits: (BigInt(dataset.fundedBaseUnits) + BigInt(amountBaseUnits)).toString(),
    }));
  }),
  http.get('*/api/me/balance', () =>
    HttpResponse.json({ balanceBaseUnits: '900000000000', datasetsBaseUnits: '250000000', returningBaseUnits: '0' }),
  ),
  http.get('*/api/me/balance/movements', () =>
    HttpResponse.json({
      items: [
        {
          id: 1,
          kind: 'DEPOSIT',
          amountBaseUnits: '900250000000',
          reference: 'Invoice 2026-114',
          datasetId: null,
          datasetName: null,
          at: '2026-11-20T08:00:00Z',
        },
      ],
      next: null,
    }),
  ),
  http.get('*/api/datasets/:id/refund', () =>
    HttpResponse.json({
      refundableBaseUnits: '0',
      promisedBaseUnits: '0',
      appealedBaseUnits: '0',
      noticeSeconds: 60,
      refunds: [],
    }),
  ),
  http.post('*/api/datasets/:id/open', ({ params }) => changed(params.id, () => ({ state: 'OPEN' }))),
  http.post('*/api/datasets/:id/close', ({ params }) => changed(params.id, () => ({ state: 'CLOSED' }))),
  http.post('*/api/datasets/:id/refit', () => HttpResponse.json({ fit: {} })),

  http.get('*/api/datasets/:id/progress', ({ params }) => {
    const dataset = findDataset(params.id);
    if (!dataset) return problem(404, 'not-found', 'There is no such dataset.');
    const started = dataset.answers > 0;
    const options = 'options' in dataset.schema ? dataset.schema.options : [];
    return HttpResponse.json({
      items: dataset.items,
      resolved: dataset.resolved,
      answers: dataset.answers,
      answersWanted: 1680,
      activeLeases: 4,
      labelers: started ? 24 : 0,
      meanConfidence: started ? 0.943 : null,
      fundedBaseUnits: dataset.fundedBaseUnits,
      committedBaseUnits: dataset.committedBaseUnits,
      spentBaseUnits: started ? '41720000000000000000' : '0',
      labelCounts: started ? options.map(({ value }, place) => ({ label: value, items: 92 - place * 14 })) : [],
      fit: started
        ? { id: 'f-1', method: 'assay', answers: 1043, labelers: 24, createdAt: '2026-11-24T08:12:00Z', calibration }
        : null,
      quality:
        started && dataset.targetError !== null
          ? { expectedError: 0.062, labelsBought: 1043, nextGainPerBaseUnit: 1e-18, stopReason: null }
          : null,
    });
  }),

  http.get('*/api/datasets/:id/consensus/report', ({ params }) => {
    const dataset = findDataset(params.id);
    if (!dataset) return problem(404, 'not-found', 'There is no such dataset.');
    const started = dataset.answers > 0;
    return HttpResponse.json({
      fit: started ? { id: 'f-1', method: 'assay', createdAt: '2026-11-24T08:12:00Z' } : null,
      calibration: started ? calibration : null,
      gold: started ? { items: 12, accuracy: 0.917, macroF1: 0.9, classes: [], confusion: [] } : null,
      meanDifficulty: started ? 0.14 : null,
      meanDisagreement: started ? 0.11 : null,
      hardest: started
        ? [{ key: 'report-17', label: 'debris', confidence: 0.52, difficulty: 0.61, disagreement: 0.6, answers: 5 }]
        : [],
      labelers: [],
    });
  }),

  http.get('*/api/datasets/:id/submissions', () =>
    HttpResponse.json({
      items: [
        { key: 'report-9', labeler: 'Ana Ferreira', label: 'pothole', validity: 0.03, difficulty: 0.12, sequence: 41 },
        { key: 'report-31', labeler: 'Bo Chen', label: 'debris', validity: 0.21, difficulty: 0.55, sequence: 77 },
      ],
      next: null,
    }),
  ),

  http.get('*/api/datasets/:id/near-duplicates', () =>
    HttpResponse.json({
      measuring: false,
      checked: 240,
      alike: 5,
      unreadable: 0,
      items: [
        { kind: 'TEXT', items: 3, contents: 2, keys: ['report-4', 'report-9', 'report-31'] },
        { kind: 'TEXT', items: 2, contents: 1, keys: ['report-12', 'report-77'] },
      ],
      next: null,
    }),
  ),

  http.put('*/api/datasets/:id/media/:name', ({ params }) =>
    HttpResponse.json({ name: params.name, mediaType: 'image/png', sha256: '00', size: 1 }, { status: 201 }),
  ),

  http.get('*/api/datasets/:id/encoder', ({ params }) => HttpResponse.json(encoderOf(String(params.id)))),

  http.put('*/api/datasets/:id/encoder', async ({ params, request }) => {
    const { encoder } = (await request.json()) as { encoder: string };
    const chosen = encoder !== 'automatic';
    if (chosen && encoder !== 'text') return problem(422, 'encoder-does-not-fit', 'No item has this.');
    database.encoders.set(String(params.id), { chosen });
    return HttpResponse.json(encoderOf(String(params.id)));
  }),

  http.put('*/api/datasets/:id/encoder/model', ({ params }) => {
    database.encoders.set(String(params.id), { chosen: true, supplied: { ...suppliedEncoder } });
    return HttpResponse.json(encoderOf(String(params.id)));
  }),

  http.get('*/api/datasets/:id/models', ({ params }) => {
    const dataset = findDataset(params.id);
    if (!dataset) return problem(404, 'not-found', 'There is no such dataset.');
    const version = {
      createdAt: '2026-11-24T08:12:00Z',
      engine: 'cpu',
      encoder: 'hashed words 2',
      head: 'softmax',
      items: 240,
      scoredItems: 240,
      temperature: 1.4,
      weight: 0.7,
      heldOutGain: 0.083,
      earned: true,
      metrics: { agreement: 0.81 },
      trainingHash: 'f0'.repeat(32),
      modelHash: '3b'.repeat(32),
    };
    const earlier = { ...version, id: 'm-1', createdAt: '2026-11-24T07:58:00Z', items: 96, scoredItems: 0, weight: 0, heldOutGain: 0.004, earned: false };
    return HttpResponse.json({ items: dataset.answers > 0 ? [{ ...version, id: 'm-2' }, earlier] : [], next: null });
  }),

  http.get('*/api/datasets/:id/labelers', () =>
    HttpResponse.json([
      reliability('Ana Ferreira', 214, 0.94, 0.9, 0.97, 0.81),
      reliability('Tomás Lindqvist', 187, 0.88, 0.82, 0.92, 0.69),
      reliability('李晓雨', 160, 0.91, 0.86, 0.95, 0.75),
      reliability('crowd-017', 44, 0.41, 0.28, 0.56, 0.02),
      reliability('Noor Haddad', 6, 0.83, 0.44, 0.97, 0.4),
    ]),
  ),

  http.get('*/api/datasets/:id/export', ({ request }) =>
    new URL(request.url).searchParams.get('format') === 'csv'
      ? new HttpResponse('task,label,confidence\nreport-1,pothole,0.98\nreport-2,debris,0.95\n', {
          headers: { 'Content-Type': 'text/csv' },
        })
      : new HttpResponse('{"key":"report-1","label":"pothole","confidence":0.98}\n', {
          headers: { 'Content-Type': 'application/x-ndjson' },
        }),
  ),
];

function reliability(
  labeler: string,
  answers: number,
  accuracy: number,
  accuracyLow: number,
  accuracyHigh: number,
  informativeness: number,
) {
  const point = answers >= 10;
  return {
    labeler,
    answers,
    accuracy: point ? accuracy : null,
    accuracyLow,
    accuracyHigh,
    informativeness: point ? informativeness : null,
    worstClass: point ? { label: 'debris', expectedAnswers: 12, accuracy: 0.84, accuracyLow: 0.7, accuracyHigh: 0.94 } : null,
    drift: point
      ? {
          trend: accuracy < 0.5 ? 'FALLING' : 'STEADY',
          change: -0.02,
          changeLow: -0.1,
          changeHigh: 0.06,
          z: -0.5,
          latestAnswers: 50,
          earlierAnswers: answers - 50,
        }
      : null,
  };
}

const suppliedEncoder = {
  sha256: '5e'.repeat(32),
  size: 22_000_000,
  kind: 'text',
  input: '[64]',
  dimension: 384,
  state: 'READY',
  problem: null,
  reason: null,
};

function encoderOf(datasetId: string) {
  const own = database.encoders.get(datasetId);
  return {
    encoder: own?.supplied ? 'supplied' : 'text',
    chosen: own?.chosen ?? false,
    changeable: true,
    version: '3',
    dimension: own?.supplied ? 384 : 1_048_576,
    contents: 240,
    encoded: own?.supplied?.state === 'FAILED' ? 0 : 238,
    unreadable: own?.supplied?.state === 'FAILED' ? 0 : 2,
    supplied: own?.supplied ?? null,
  };
}
