// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPayoutVault} from "./IPayoutVault.sol";

/// @title Faults of a proposed epoch that prove themselves, and the stake they are paid from.
/// @notice A proven fault voids the epoch: its allocations return to their escrows, the poster's stake is
/// slashed, half to the challenger and half to the pool, so that a poster who challenges itself still loses.
/// No judge is asked, and what earlier epochs promised is not touched.
///
/// What an epoch commits to. dataHash = keccak256(abi.encode(manifest, items, weights, payments)); the last
/// three are roots of trees with node = keccak256(0x01 | left | right), whose absent leaf is 32 zero bytes and
/// whose absent subtree is the node of two absent ones. Proofs are 32 bytes a level, from the leaf up.
/// Integers are big-endian, weights int32 in millionths of a nat, votes pairs (uint32 labeler, uint16 label).
///   item    = keccak256(0x02 | bytes32 dataset | uint32 item | uint16 label | uint16 classes | base | votes)
///   weight  = keccak256(0x03 | bytes32 dataset | uint32 labeler | uint16 label | row)
///   payment = keccak256(0x04 | uint32 index | lines), lines (bytes16 dataset, uint32 item, uint128 amount)
/// base and row have one int32 a class. The payments tree has the depth and the places of the payouts.
///
/// Every challenge is committed to at least one block before it is revealed, so that whoever sees it in the
/// queue of transactions cannot take its reward.
interface IEpochChallenges {
    /// @notice A place in the tree of payouts; account 0 and cumulative 0 for an absent leaf.
    struct Leaf {
        uint32 index;
        address account;
        uint128 cumulative;
        bytes proof;
    }

    struct Commitment {
        bytes32 manifest;
        bytes32 items;
        bytes32 weights;
        bytes32 payments;
    }

    struct Item {
        bytes32 dataset;
        uint32 item;
        uint16 label;
        bytes base;
        bytes votes;
        uint32 place;
        bytes proof;
    }

    /// @notice What the vote at the same position of `Item.votes` adds to each class.
    struct Weight {
        bytes row;
        uint32 place;
        bytes proof;
    }

    /// @notice What an index is paid for; no lines for an absent leaf.
    struct Payment {
        bytes lines;
        bytes proof;
    }

    event Staked(address indexed from, uint128 amount, uint128 staked);
    event UnstakeAnnounced(uint64 unstakableAt);
    event Unstaked(address indexed to, uint128 amount);
    event ChallengeCommitted(bytes32 indexed commitment);
    event EpochVoided(uint64 indexed epoch, address indexed challenger, bytes32 indexed fault, uint128 reward);
    event BountyWithdrawn(address indexed account, uint128 amount);

    error StakeMissing(uint128 needed);
    error NotUnstakable(uint256 unstakableAt);
    error NotCommitted();
    error CommittedTwice();
    error WrongCommitment();
    error NoFault();

    /// @notice Adds to the poster's stake and takes back an announced withdrawal. Poster.
    function stake(uint128 amount) external;

    /// @notice Starts the notice after which the stake may be withdrawn; no epoch can be proposed meanwhile. Poster.
    function announceUnstake() external;

    /// @notice Returns the stake to the poster, after the notice and while nothing is pending. Poster.
    function unstake() external;

    /// @notice Announces a challenge without telling it.
    /// @param commitment see `challengeCommitment`
    function commitChallenge(bytes32 commitment) external;

    /// @notice An index has less in the proposed epoch than in the active one, or nothing.
    function challengeLowered(
        Leaf calldata was,
        Leaf calldata now_,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external;

    /// @notice What an index has is not what it had plus the lines it is paid for.
    function challengePayout(
        Commitment calldata commitment,
        Leaf calldata was,
        Leaf calldata now_,
        Payment calldata payment,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external;

    /// @notice One answer is paid twice: two lines of an index name one item of one dataset.
    function challengeDoubled(
        Commitment calldata commitment,
        uint32 index,
        Payment calldata payment,
        uint256 first,
        uint256 second,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external;

    /// @notice The label of an item loses the vote of the committed answers by the committed weights: another
    /// class scores strictly more, the label is no class, or a base is outside [-maxBase, 0].
    /// @param weights one for each vote, in their order; none where a base or the label decides
    function challengeLabel(
        Commitment calldata commitment,
        Item calldata item,
        Weight[] calldata weights,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external;

    /// @notice Pays out what challenges earned the caller. Pulled, so that nobody can block a ruling.
    function withdrawBounty() external;

    /// @param fault keccak256 of kind ("lowered", "payout", "doubled", "label") and place, abi.encode(bytes32, uint32)
    function challengeCommitment(address challenger, bytes32 root, bytes32 fault, bytes32 salt)
        external
        pure
        returns (bytes32);

    function staked() external view returns (uint128);

    /// @notice Sum of all bounties not withdrawn yet.
    function bountiesOwed() external view returns (uint128);

    function bounties(address account) external view returns (uint128);
}
