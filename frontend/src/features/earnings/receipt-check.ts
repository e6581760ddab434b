import { encodePacked, keccak256, type Hex } from 'viem';

/** A proof of one's place in an epoch, as the server gives it. */
export interface Receipt {
  epoch: number;
  root: Hex;
  totalBaseUnits: string;
  dataHash: Hex;
  vaultAddress: Hex;
  chainId: number;
  leaf: { index: number; account: Hex; cumulativeBaseUnits: string };
  proof: Hex;
}

const HASH_DIGITS = 64;
const STEP_DIGITS = 96;

/**
 * The root and sum that a receipt leads to: leaf = keccak256(0x00 | uint32 index | address | uint128
 * cumulative), node = keccak256(0x01 | hash | uint128 sum | hash | uint128 sum).
 */
export function foldReceipt(receipt: Receipt): { root: Hex; total: bigint } {
  const { index, account, cumulativeBaseUnits } = receipt.leaf;
  let total = BigInt(cumulativeBaseUnits);
  let root = keccak256(encodePacked(['bytes1', 'uint32', 'address', 'uint128'], ['0x00', index, account, total]));
  const steps = receipt.proof.slice(2);
  for (let level = 0; level * STEP_DIGITS < steps.length; level += 1) {
    const step = steps.slice(level * STEP_DIGITS, (level + 1) * STEP_DIGITS);
    const sibling: Hex = `0x${step.slice(0, HASH_DIGITS)}`;
    const siblingSum = BigInt(`0x${step.slice(HASH_DIGITS)}`);
    const isRight = Math.floor(index / 2 ** level) % 2 === 1;
    const [left, leftSum, right, rightSum] = isRight
      ? [sibling, siblingSum, root, total]
      : [root, total, sibling, siblingSum];
    root = keccak256(
      encodePacked(
        ['bytes1', 'bytes32', 'uint128', 'bytes32', 'uint128'],
        ['0x01', left, leftSum, right, rightSum],
      ),
    );
    total += siblingSum;
  }
  return { root, total };
}

/** Whether the receipt shows its leaf under the root and sum it names. */
export function isReceiptRight(receipt: Receipt): boolean {
  try {
    const { root, total } = foldReceipt(receipt);
    return root === receipt.root.toLowerCase() && total === BigInt(receipt.totalBaseUnits);
  } catch {
    return false;
  }
}
