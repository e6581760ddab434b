import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, expect, it } from 'vitest';
import { setCredentials } from '@/lib/api';
import { createQueryClient } from '@/lib/queries';
import { database, mockToken } from '@/testing/database';
import { route } from './CasePage';

// The page is large, and jsdom finds by role slowly on a busy machine.
const timeout = 60_000;
configure({ asyncUtilTimeout: 20_000 });

function open(reviewer: string) {
  setCredentials(mockToken(reviewer), () => {});
  const router = createMemoryRouter([{ path: '/cases/:caseId', ...route }], { initialEntries: ['/cases/c-1'] });
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  database.simulation = { id: 's-1', started: 0 };
});

it('shows evidence without scores until the reviewer has decided, and then the sum', async () => {
  const user = userEvent.setup();
  open('admin');
  expect(await screen.findByText('The score is hidden until you propose a decision')).toBeVisible();
  expect(screen.getByRole('img', { name: /^Map of 8 accounts with \d+ links$/ })).toBeVisible();
  expect(screen.queryByText(/about 1 in 10/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Hold payouts' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Hold payouts' }));
  await user.click(dialog.getByLabelText('Reason'));
  await user.paste('One wallet.');
  await user.click(dialog.getByRole('button', { name: 'Hold' }));
  expect(await screen.findByText(/the odds that these accounts are one hand were 1 to 990/)).toBeVisible();
}, timeout);

it('lets nobody propose a ban before every innocent explanation is considered, nor ban alone', async () => {
  const user = userEvent.setup();
  open('admin');
  await user.click(await screen.findByRole('button', { name: 'Propose a ban' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Ban accounts' }));
  expect(await dialog.findByText(/removes 1,204 answers, re-opens 310 tasks/)).toBeVisible();
  const submit = dialog.getByRole('button', { name: 'Propose ban' });
  await user.click(dialog.getByLabelText('Reason'));
  await user.paste('One answer sheet, four accounts.');
  expect(submit).toBeDisabled();
  for (const box of dialog.getAllByRole('checkbox')) await user.click(box);
  await user.click(submit);
  expect(await screen.findByText(/Another person must look now/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Ban accounts' })).toBeNull();
}, timeout);
