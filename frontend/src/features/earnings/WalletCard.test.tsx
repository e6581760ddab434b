import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { hexToString, type Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { parseSiweMessage } from 'viem/siwe';
import { afterEach, describe, expect, it } from 'vitest';
import { createQueryClient } from '@/lib/queries';
import { server } from '@/testing/server';
import '@/lib/i18n';
import { WalletCard } from './WalletCard';
import type { WalletProvider } from './wallet-provider';

const account = privateKeyToAccount(`0x${'33'.repeat(32)}`);

/** A wallet that signs everything, or refuses as a person would. */
function wallet(chainId: number, willing: boolean): WalletProvider {
  return {
    async request({ method, params }) {
      if (method === 'eth_requestAccounts') return [account.address];
      if (method === 'eth_chainId') return `0x${chainId.toString(16)}`;
      if (method === 'personal_sign' && willing) {
        return account.signMessage({ message: hexToString((params as Hex[])[0] ?? '0x') });
      }
      throw Object.assign(new Error('no'), { code: method === 'personal_sign' ? 4001 : 4902 });
    },
  };
}

function show() {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <WalletCard address={null} balanceBaseUnits={null} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

function serve(taken: { message: string; signature: string }[]) {
  server.use(
    http.post('*/api/me/wallet/nonce', () =>
      HttpResponse.json({ nonce: '0123456789abcdef', chainId: 31337, expiresAt: '2099-01-01T00:00:00Z' }),
    ),
    http.put('*/api/me/wallet', async ({ request }) => {
      taken.push((await request.json()) as { message: string; signature: string });
      return HttpResponse.json({ address: account.address, proven: true });
    }),
  );
}

describe('the wallet card', () => {
  afterEach(() => {
    delete window.ethereum;
  });

  it('links a wallet that signs in to this very site', async () => {
    const taken: { message: string; signature: string }[] = [];
    serve(taken);
    window.ethereum = wallet(31337, true);
    const user = show();
    await user.click(await screen.findByRole('button', { name: 'Link my wallet' }));
    await screen.findByRole('button', { name: 'Link another wallet' });
    await expect.poll(() => taken.length).toBe(1);
    const message = parseSiweMessage(taken[0]?.message ?? '');
    expect(message).toMatchObject({
      address: account.address,
      chainId: 31337,
      domain: window.location.host,
      nonce: '0123456789abcdef',
      uri: window.location.origin,
    });
    expect(taken[0]?.signature).toMatch(/^0x[0-9a-f]{130}$/);
  });

  it('says kindly that there is no wallet, that it was declined, or that it is elsewhere', async () => {
    const taken: { message: string; signature: string }[] = [];
    serve(taken);
    const user = show();
    const button = await screen.findByRole('button', { name: 'Link my wallet' });
    await user.click(button);
    await screen.findByText(/no wallet/);
    window.ethereum = wallet(31337, false);
    await user.click(button);
    await screen.findByText(/declined/);
    window.ethereum = wallet(1, true);
    await user.click(button);
    await screen.findByText(/another network/);
    expect(taken).toHaveLength(0);
  });
});
