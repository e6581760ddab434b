import { readFileSync } from 'node:fs';
import type { Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { foldReceipt, isReceiptRight, type Receipt } from './receipt-check';

interface GoldenEpoch {
  name: string;
  root: Hex;
  total: string;
  leaves: { index: number; account: Hex; cumulative: string; proof: Hex }[];
}

const golden = JSON.parse(readFileSync('../src/test/resources/golden/payout/merkle-epoch.json', 'utf8')) as {
  epochs: GoldenEpoch[];
};

function receipts(): Receipt[] {
  return golden.epochs.flatMap((epoch) =>
    epoch.leaves.map((leaf) => ({
      epoch: 1,
      root: epoch.root,
      totalBaseUnits: epoch.total,
      dataHash: epoch.root,
      vaultAddress: '0x00' as Hex,
      chainId: 31337,
      leaf: { index: leaf.index, account: leaf.account, cumulativeBaseUnits: leaf.cumulative },
      proof: leaf.proof,
    })),
  );
}

describe('a receipt', () => {
  it('leads to the root that Java and Solidity come to', () => {
    expect(receipts().length).toBeGreaterThan(3);
    for (const receipt of receipts()) {
      expect(foldReceipt(receipt).root).toBe(receipt.root.toLowerCase());
      expect(isReceiptRight(receipt)).toBe(true);
    }
  });

  it('is wrong with another amount, place, account, sum or a damaged proof', () => {
    for (const receipt of receipts().filter((one) => one.proof.length > 2)) {
      const more = (BigInt(receipt.leaf.cumulativeBaseUnits) + 1n).toString();
      expect(isReceiptRight({ ...receipt, leaf: { ...receipt.leaf, cumulativeBaseUnits: more } })).toBe(false);
      expect(isReceiptRight({ ...receipt, leaf: { ...receipt.leaf, index: receipt.leaf.index + 1 } })).toBe(false);
      expect(isReceiptRight({ ...receipt, leaf: { ...receipt.leaf, account: `0x${'12'.repeat(20)}` } })).toBe(false);
      expect(isReceiptRight({ ...receipt, totalBaseUnits: '7' })).toBe(false);
      expect(isReceiptRight({ ...receipt, proof: `${receipt.proof.slice(0, -2)}` as Hex })).toBe(false);
    }
  });
});
