import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it } from 'vitest';
import { setCredentials } from '@/lib/api';
import { createQueryClient } from '@/lib/queries';
import { database, mockToken } from '@/testing/database';
import { route } from './AdjudicationPage';

const timeout = 60_000;
configure({ asyncUtilTimeout: 20_000 });

function open() {
  setCredentials(mockToken('admin'), () => {});
  const router = createMemoryRouter([{ path: '/disputes', ...route }], { initialEntries: ['/disputes'] });
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

it('is answered by keyboard to the end', async () => {
  const user = userEvent.setup();
  open();
  expect(await screen.findByText(/Deep hole in the right lane/)).toBeVisible();
  expect(screen.getByText('3 items wait')).toBeVisible();
  await user.keyboard('{Enter}');
  expect(database.adjudicated.size).toBe(0);
  await user.keyboard('s');
  expect(await screen.findByText(/A mattress lies/)).toBeVisible();
  await user.keyboard('2{Enter}');
  expect(await screen.findByText(/Water is standing/)).toBeVisible();
  await user.keyboard('3{Enter}');
  expect(await screen.findByText(/Deep hole in the right lane/)).toBeVisible();
  await user.keyboard('1{Enter}');
  expect(await screen.findByText('Nothing is in dispute')).toBeVisible();
  expect(Object.fromEntries(database.adjudicated)).toEqual({ 'q-1': 'pothole', 'q-2': 'debris', 'q-3': 'flooding' });
}, timeout);
