import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Receipt } from '../receipt-check';
import { ask, connect, findProvider, WalletError } from '../wallet-provider';

const POLL_MILLIS = 1000;
const POLLS = 120;

/** Claims through the person's own wallet, which pays the gas; resolves to the transaction once it is mined. */
export function useClaimOwn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const provider = await findProvider();
      const receipt = await request<Receipt>('/api/receipts');
      const account = await connect(provider, receipt.chainId);
      const { encodeFunctionData, parseAbi } = await import('viem');
      const data = encodeFunctionData({
        abi: parseAbi(['function claim(uint32 index, address account, uint128 cumulative, bytes proof)']),
        args: [receipt.leaf.index, receipt.leaf.account, BigInt(receipt.leaf.cumulativeBaseUnits), receipt.proof],
      });
      const transaction = await ask<string>(provider, 'eth_sendTransaction', [
        { from: account, to: receipt.vaultAddress, data },
      ]);
      for (let poll = 0; poll < POLLS; poll += 1) {
        const mined = await ask<{ status: string } | null>(provider, 'eth_getTransactionReceipt', [transaction]);
        if (mined) {
          if (Number(mined.status) !== 1) throw new WalletError('failed');
          return transaction;
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
      }
      throw new WalletError('failed');
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['earnings'] }),
  });
}
