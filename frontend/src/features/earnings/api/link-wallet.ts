import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import { ask, connect, findProvider } from '../wallet-provider';

interface Nonce {
  nonce: string;
  chainId: number;
  expiresAt: string;
}

export interface Wallet {
  address: string | null;
  proven: boolean;
}

/**
 * Has the browser's wallet sign in to this site, and links it to the account.
 *
 * @param statement that the wallet shows; EIP-4361 allows ASCII only, so it is English in every language
 */
export function useLinkWallet(statement: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const provider = await findProvider();
      const asked = await request<Nonce>('/api/me/wallet/nonce', { method: 'POST', json: {} });
      const account = await connect(provider, asked.chainId);
      const [{ createSiweMessage }, { getAddress, stringToHex }] = await Promise.all([
        import('viem/siwe'),
        import('viem'),
      ]);
      const message = createSiweMessage({
        address: getAddress(account),
        chainId: asked.chainId,
        domain: window.location.host,
        expirationTime: new Date(asked.expiresAt),
        issuedAt: new Date(),
        nonce: asked.nonce,
        statement,
        uri: window.location.origin,
        version: '1',
      });
      const signature = await ask<string>(provider, 'personal_sign', [stringToHex(message), account]);
      return request<Wallet>('/api/me/wallet', { method: 'PUT', json: { message, signature } });
    },
    onSuccess: async (wallet) => {
      queryClient.setQueryData(['wallet'], wallet);
      await queryClient.invalidateQueries({ queryKey: ['earnings'] });
    },
  });
}
