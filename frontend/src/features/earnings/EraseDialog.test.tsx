import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/lib/queries';
import { server } from '@/testing/server';
import '@/lib/i18n';
import { EraseDialog } from './EraseDialog';

const signOut = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock('@/lib/auth', () => ({ useAuth: () => ({ signOut }) }));

function show(owedBaseUnits: string, walletAddress: string | null, erased: string[]) {
  server.use(
    http.get('*/api/me/erasure', () => HttpResponse.json({ owedBaseUnits, walletAddress })),
    http.delete('*/api/me', ({ request }) => {
      erased.push(new URL(request.url).search);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  render(
    <QueryClientProvider client={createQueryClient()}>
      <EraseDialog onClose={() => {}} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const hidden = { hidden: true };

describe('erasing an account', () => {
  it('tells where the money goes, takes a word, and signs out', async () => {
    const erased: string[] = [];
    const user = show('2000', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', erased);
    await screen.findByText(/still paid as it is released/);
    await user.click(screen.getByRole('button', { name: 'I understand', ...hidden }));
    const last = screen.getByRole('button', { name: 'Erase for good', ...hidden });
    expect(last).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText(/Type “erase”/), 'erase');
    await user.click(last);
    await vi.waitFor(() => expect(signOut).toHaveBeenCalledOnce());
    expect(erased).toEqual(['?owed=2000&giveUp=false']);
  });

  it('says that without a wallet the money is given up', async () => {
    const erased: string[] = [];
    const user = show('2000', null, erased);
    await screen.findByText('You have no wallet');
    await user.click(screen.getByRole('button', { name: 'I understand', ...hidden }));
    await user.type(screen.getByLabelText(/Type “erase”/), 'erase');
    await user.click(screen.getByRole('button', { name: 'Give up the money and erase', ...hidden }));
    await vi.waitFor(() => expect(erased).toEqual(['?owed=2000&giveUp=true']));
  });
});
