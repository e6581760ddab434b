import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { setCredentials } from '@/lib/api';
import { createQueryClient } from '@/lib/queries';
import { database, mockToken } from '@/testing/database';
import { server } from '@/testing/server';
import { EncoderCard } from './EncoderCard';

const timeout = 60_000;
configure({ asyncUtilTimeout: 20_000 });

function open() {
  setCredentials(mockToken('requester'), () => {});
  render(
    <QueryClientProvider client={createQueryClient()}>
      <EncoderCard datasetId={database.datasets[0]?.id ?? ''} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const onnx = new File(['any bytes'], 'encoder.onnx');

it('says what the model sees and how strong that is', async () => {
  open();
  expect(await screen.findByText('Words and characters', { selector: 'strong' })).toBeVisible();
  expect(screen.getByText(/blind to meaning/)).toBeVisible();
  expect(screen.getByText(/238 of 240 contents read. 2 could not be read./)).toBeVisible();
});

it('says why another does not fit', async () => {
  const user = open();
  await user.selectOptions(await screen.findByLabelText('Choose another'), 'audio');
  expect(await screen.findByText('No item has anything for this encoder to read.')).toBeVisible();
}, timeout);

it('takes an encoder', async () => {
  const user = open();
  await user.upload(await screen.findByLabelText('Bring an ONNX encoder'), onnx);
  expect(await screen.findByText('Your own encoder', { selector: 'strong' })).toBeVisible();
}, timeout);

it('says what is wrong with a file, and with an encoder that failed', async () => {
  const refused = { type: 'urn:assay:problem:not-onnx', title: 'Unprocessable', status: 422, detail: 'It ends early.' };
  server.use(http.put('*/api/datasets/:id/encoder/model', () => HttpResponse.json(refused, { status: 422 })));
  database.encoders.set(database.datasets[0]?.id ?? '', {
    chosen: true,
    supplied: { state: 'FAILED', problem: 'encoder-output', reason: 'The encoder gave NaN.' },
  });
  const user = open();
  expect(await screen.findByText('It gave numbers that are none.')).toBeVisible();
  expect(screen.getByText('The encoder gave NaN.')).toBeVisible();
  await user.upload(screen.getByLabelText('Bring an ONNX encoder'), onnx);
  expect(await screen.findByText('The file is no ONNX model.')).toBeVisible();
}, timeout);
