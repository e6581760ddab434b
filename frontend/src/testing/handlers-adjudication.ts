import { http, HttpResponse } from 'msw';
import { database, findDataset } from './database';
import { hazardSchema } from './fixtures';
import { problem } from './handlers-identity';

const sides = [
  ['debris', 'pothole'],
  ['debris', 'ice'],
  ['flooding', 'none'],
];

function questions() {
  const dataset = findDataset('d-hazards');
  return sides.flatMap((disputed, place) => {
    const item = database.items.get('d-hazards')?.[place];
    const itemId = `q-${place + 1}`;
    if (!item || !dataset || database.adjudicated.has(itemId)) return [];
    return [
      {
        itemId,
        datasetId: dataset.id,
        datasetName: dataset.name,
        instructions: dataset.instructions,
        itemKey: item.key,
        content: item.content,
        schema: hazardSchema,
        sides: disputed,
        askedAt: '2026-11-24T08:20:00Z',
      },
    ];
  });
}

export const adjudicationHandlers = [
  http.get('*/api/adjudications', () => HttpResponse.json({ items: questions(), next: null })),
  http.put('*/api/adjudications/:itemId', async ({ params, request }) => {
    const itemId = String(params.itemId);
    const { label } = (await request.json()) as { label: string };
    if (!questions().some((one) => one.itemId === itemId)) {
      return problem(404, 'unknown-adjudication', 'Nobody asks about such an item now.');
    }
    if (hazardSchema.type === 'choice' && !hazardSchema.options.some((option) => option.value === label)) {
      return problem(422, 'unknown-label', 'The dataset does not take this label.', 'label');
    }
    database.adjudicated.set(itemId, label);
    return HttpResponse.json({ itemId });
  }),
];
