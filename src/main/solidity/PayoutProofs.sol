// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The hashes an epoch is proved by.
/// @notice See IPayoutVault for the tree of payouts and IEpochChallenges for what is committed beside it.
library PayoutProofs {
    uint256 internal constant SUM_STEP = 48;
    uint256 internal constant STEP = 32;

    function leafHash(uint32 index, address account, uint128 cumulative) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x00), index, account, cumulative));
    }

    /// @notice Root and sum that a proof of `depth` levels leads to.
    /// @dev The caller has checked the length of the proof and that `index >> depth` is 0. A sum above 2^128 - 1
    /// gives root 0, which no epoch has. The node is written behind the free memory and never kept.
    function foldSums(uint256 depth, uint256 index, bytes32 hash, uint256 sum, bytes calldata proof)
        internal
        pure
        returns (bytes32 root, uint256 total)
    {
        assembly ("memory-safe") {
            let node := mload(0x40)
            mstore8(node, 1)
            root := hash
            total := sum
            for { let level := 0 } lt(level, depth) { level := add(level, 1) } {
                let step := add(proof.offset, mul(level, 48))
                let siblingHash := calldataload(step)
                let siblingSum := shr(128, calldataload(add(step, 32)))
                switch and(shr(level, index), 1)
                case 0 {
                    mstore(add(node, 1), root)
                    mstore(add(node, 33), shl(128, total))
                    mstore(add(node, 49), siblingHash)
                    mstore(add(node, 81), shl(128, siblingSum))
                }
                default {
                    mstore(add(node, 1), siblingHash)
                    mstore(add(node, 33), shl(128, siblingSum))
                    mstore(add(node, 49), root)
                    mstore(add(node, 81), shl(128, total))
                }
                root := keccak256(node, 97)
                total := add(total, siblingSum)
                if shr(128, total) {
                    root := 0
                    break
                }
            }
        }
    }

    /// @notice The node over two with sums.
    function sumNode(bytes32 left, uint256 leftSum, bytes32 right, uint256 rightSum) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, uint128(leftSum), right, uint128(rightSum)));
    }

    /// @notice Root of a tree without sums: a node is keccak256(0x01 | left | right).
    function fold(bytes32 leaf, uint256 place, bytes calldata proof) internal pure returns (bytes32 root) {
        root = leaf;
        for (uint256 from = 0; from < proof.length; from += STEP) {
            bytes32 sibling = bytes32(proof[from:from + STEP]);
            root = place & 1 == 0
                ? keccak256(abi.encodePacked(bytes1(0x01), root, sibling))
                : keccak256(abi.encodePacked(bytes1(0x01), sibling, root));
            place >>= 1;
        }
    }
}
