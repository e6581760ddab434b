// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Escrow of datasets and payouts of labelers by one Merkle sum root an epoch.
/// @notice Money moves one way: sponsor -> escrow -> allocated by an epoch -> labeler. What an epoch
/// allocated never returns to the sponsor, neither by time nor by a role. What no epoch allocated
/// returns to the sponsor after notice.
///
/// Tree. leaf = keccak256(0x00 | uint32 index | address account | uint128 cumulative), its sum is
/// `cumulative`; node = keccak256(0x01 | hashL | uint128 sumL | hashR | uint128 sumR), its sum is sumL +
/// sumR; a place without a leaf is hash 0 and sum 0. A proof is, from the leaf up, 48 bytes a level:
/// hash and sum of the sibling. The two tags keep a node from passing as a leaf, the fixed depth keeps a
/// proof from being shortened, and both child sums are in the hash, so provable leaves add up to at most
/// the root's sum, which was debited from escrow.
///
/// Warning: assumes of the token that a transfer moves exactly the amount and that balances change by
/// transfers only. A fee taken on the way in is seen (what arrived is credited); a rebasing token is not.
interface IPayoutVault {
    /// @notice What one epoch takes from one escrow.
    struct Allocation {
        bytes32 escrow;
        uint128 amount;
    }

    event Funded(
        bytes32 indexed escrow, address indexed sponsor, bytes32 indexed dataset, uint128 amount, bytes32 termsHash
    );
    event CloseAnnounced(bytes32 indexed escrow, uint64 refundableAt);
    event Refunded(bytes32 indexed escrow, address indexed sponsor, uint128 amount);
    event EpochProposed(
        uint64 indexed epoch, bytes32 root, uint8 depth, uint128 total, bytes32 dataHash, uint64 activatableAt
    );
    /// @notice In the order of the proposal; `veto` takes the same list.
    event EscrowAllocated(uint64 indexed epoch, bytes32 indexed escrow, uint128 amount);
    event EpochActivated(uint64 indexed epoch, bytes32 root, uint128 total);
    event EpochVetoed(uint64 indexed epoch, bytes32 root, bytes32 reason);
    event Claimed(uint32 indexed index, address indexed account, uint128 amount, uint128 cumulative);
    event Paused(uint64 until);
    event Unpaused();

    error ZeroAddress();
    error NoticeTooShort();
    error ZeroAmount();
    error TermsDiffer();
    error NotFunded();
    error NotRefundable(uint256 refundableAt);
    error WrongEpoch(uint64 expected);
    error StillPending();
    error NothingPending();
    error TooEarly(uint64 activatableAt);
    error EmptyRoot();
    error TooDeep();
    error WrongTotal(uint256 expected);
    error InsufficientEscrow(bytes32 escrow, uint128 available);
    error WrongAllocations();
    error WrongProofLength();
    error IndexOutsideTree();
    error WrongProof();
    error NothingToClaim();
    error MoreThanAllocated();
    error IsPaused(uint64 until);
    error PausedTooOften();
    error RolesOverlap();
    error SignatureExpired(uint256 deadline);
    error WrongSignature();
    error WrongRange();

    // Sponsor

    /// @notice Adds money to the caller's escrow of a dataset and takes back an announced close.
    /// @dev The escrow is the caller's own (see `escrowOf`), so nobody can occupy a dataset's name first.
    /// @param termsHash keccak256 of the terms of payment; fixed by the first funding.
    function fund(bytes32 dataset, uint128 amount, bytes32 termsHash) external;

    /// @notice The same with the token's permission by signature (EIP-2612). Where somebody used the signature
    /// before, the allowance it gave is used.
    function fundWithPermit(
        bytes32 dataset,
        uint128 amount,
        bytes32 termsHash,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Starts the notice after which the caller may take back what no epoch allocated.
    function announceClose(bytes32 dataset) external;

    /// @notice Returns what no epoch allocated, after the notice. A pause stops the clock: the whole
    /// notice must also have passed since the last pause ended, for epochs could not be posted in it.
    function refund(bytes32 dataset) external;

    /// @notice The same for a part: raises what the escrow ever gave back to `total` and leaves the rest to epochs.
    /// Repeated, it finds nothing to pay.
    /// @dev Each refund has a notice of its own.
    function refundUpTo(bytes32 dataset, uint128 total) external;

    // Poster

    /// @notice Debits the escrows and puts the next root up for the window.
    /// @param epoch The active epoch plus one; epochs have no gaps.
    /// @param depth Levels of the tree, at most 32.
    /// @param total Sum of the root: the previous total plus all allocations.
    /// @param dataHash keccak256 of the manifest from which anyone recomputes the root.
    function proposeEpoch(
        uint64 epoch,
        bytes32 root,
        uint8 depth,
        uint128 total,
        bytes32 dataHash,
        Allocation[] calldata allocations
    ) external;

    /// @notice Makes the proposed epoch the one claims are proved against. Anybody, after the window.
    function activate() external;

    // Guardian

    /// @notice Drops the proposed epoch and gives its allocations back to their escrows.
    /// @param allocations The list of the proposal, as its events tell it.
    function veto(Allocation[] calldata allocations, bytes32 reason) external;

    /// @notice Stops proposals, activations, claims and refunds for `MAX_PAUSE` at most.
    /// @dev Warning: it ends by itself and cannot be renewed before refunds were possible for as long again.
    function pause() external;

    // Admin

    /// @notice Ends a pause early.
    function unpause() external;

    // Labelers

    /// @notice Pays `account` what its leaf promises beyond what its index was paid. Anybody may call and pay
    /// the gas; the money goes to `account` only.
    /// @dev What was paid is kept by index, so that a leaf may name a new account for an old index without
    /// being paid twice.
    function claim(uint32 index, address account, uint128 cumulative, bytes calldata proof) external;

    /// @notice The same to another address, by a signature of `account` (EIP-712, or EIP-1271 of a contract).
    /// @dev No nonce is needed: what an index is paid only grows, so a signature used again finds nothing to pay,
    /// and one for more than the leaf has is refused.
    function claimTo(
        uint32 index,
        address account,
        address to,
        uint128 cumulative,
        uint256 deadline,
        bytes calldata proof,
        bytes calldata signature
    ) external;

    /// @notice Pays a whole subtree: 2^k places from `start`, a multiple of 2^k, with one proof of depth - k levels.
    /// A recipient whom the token refuses is passed over and can be paid later.
    /// @param accounts 0 for a place without a leaf
    /// @dev 128 places fit into a transaction of 2^24 gas, whoever is paid for the first time.
    function claimRange(
        uint32 start,
        address[] calldata accounts,
        uint128[] calldata cumulatives,
        bytes calldata proof
    ) external;

    // Views

    function escrowOf(address sponsor, bytes32 dataset) external pure returns (bytes32);

    /// @return available what epochs may still take
    /// @return refundableAt when the announced notice ends, in seconds since 1970; 0 where none is announced
    function escrows(bytes32 escrow)
        external
        view
        returns (uint128 available, uint64 refundableAt, bytes32 termsHash, uint128 received);

    /// @notice What an escrow gave back to its sponsor so far.
    function refunded(bytes32 escrow) external view returns (uint128);

    /// @notice A proposed epoch is at `activeEpoch() + 1` with a root other than 0.
    function epochs(uint64 epoch)
        external
        view
        returns (bytes32 root, bytes32 dataHash, uint128 total, uint64 activatableAt, uint8 depth);

    function activeEpoch() external view returns (uint64);

    /// @notice Sum of all claims paid so far.
    function totalClaimed() external view returns (uint128);

    /// @notice What the index was paid so far, over all epochs.
    function claimed(uint32 index) external view returns (uint128);

    function pausedUntil() external view returns (uint64);

    function leafHash(uint32 index, address account, uint128 cumulative) external pure returns (bytes32);
}
