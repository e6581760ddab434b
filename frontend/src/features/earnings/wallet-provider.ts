/** The wallet of the browser (EIP-1193), found as EIP-6963 says, and the few things asked of it. */

export interface WalletProvider {
  request(call: { method: string; params?: unknown[] }): Promise<unknown>;
}

interface Announcement extends Event {
  detail: { provider: WalletProvider };
}

declare global {
  interface Window {
    ethereum?: WalletProvider;
  }
}

export type WalletFault = 'missing' | 'refused' | 'chain' | 'failed';

/** What went wrong between the page and the wallet; the wallet's own words are not shown. */
export class WalletError extends Error {
  readonly fault: WalletFault;

  constructor(fault: WalletFault) {
    super(fault);
    this.name = 'WalletError';
    this.fault = fault;
  }
}

const REFUSED = 4001;
const ANNOUNCE_MILLIS = 50;

/** The first wallet that answers, or the one old wallets leave at the window. */
export async function findProvider(): Promise<WalletProvider> {
  const found: WalletProvider[] = [];
  const listen = (event: Event) => found.push((event as Announcement).detail.provider);
  window.addEventListener('eip6963:announceProvider', listen);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  await new Promise((resolve) => setTimeout(resolve, ANNOUNCE_MILLIS));
  window.removeEventListener('eip6963:announceProvider', listen);
  const provider = found[0] ?? window.ethereum;
  if (!provider) throw new WalletError('missing');
  return provider;
}

export async function ask<T>(provider: WalletProvider, method: string, params: unknown[] = []): Promise<T> {
  try {
    return (await provider.request({ method, params })) as T;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    throw new WalletError(code === REFUSED ? 'refused' : 'failed');
  }
}

/** The account the person chooses, on the chain that is needed. */
export async function connect(provider: WalletProvider, chainId: number): Promise<`0x${string}`> {
  const [account] = await ask<`0x${string}`[]>(provider, 'eth_requestAccounts');
  if (!account) throw new WalletError('refused');
  const needed = `0x${chainId.toString(16)}`;
  if (Number(await ask<string>(provider, 'eth_chainId')) !== chainId) {
    try {
      await ask(provider, 'wallet_switchEthereumChain', [{ chainId: needed }]);
    } catch {
      throw new WalletError('chain');
    }
  }
  return account;
}
