// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPayoutVault} from "./IPayoutVault.sol";

/// @title The vault: see IPayoutVault for what each call promises.
/// @dev Immutable, one token. Invariant after every call: balance of the vault >= sum of `available` +
/// (total of the active epoch - totalClaimed) + what a proposed epoch allocated.
contract PayoutVault is IPayoutVault, AccessControl, ReentrancyGuard {
    using SafeERC20 for IERC20;

    struct Escrow {
        uint128 available;
        uint64 refundableAt;
        bytes32 termsHash;
        uint128 received;
    }

    struct Epoch {
        bytes32 root;
        bytes32 dataHash;
        uint128 total;
        uint64 activatableAt;
        uint8 depth;
    }

    bytes32 public constant POSTER_ROLE = keccak256("POSTER");
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN");
    uint64 public constant MAX_PAUSE = 14 days;

    uint256 private constant MAX_DEPTH = 32;
    uint256 private constant PROOF_STEP = 48;

    IERC20 public immutable token;
    /// @notice Seconds between a proposal and its activation; 0 only where nobody needs to check.
    uint64 public immutable window;
    /// @notice Seconds between an announced close and its refund.
    uint64 public immutable notice;

    uint64 public override activeEpoch;
    uint128 public override totalClaimed;
    uint64 public override pausedUntil;
    bytes32 private _pendingAllocations;
    mapping(bytes32 escrow => Escrow) public override escrows;
    mapping(uint64 epoch => Epoch) public override epochs;
    mapping(uint32 index => uint128) public override claimed;

    constructor(
        IERC20 token_,
        uint64 window_,
        uint64 notice_,
        address admin,
        address poster,
        address guardian
    ) {
        if (
            address(token_) == address(0) || admin == address(0) || poster == address(0)
                || guardian == address(0)
        ) {
            revert ZeroAddress();
        }
        if (notice_ <= window_) revert NoticeTooShort();
        token = token_;
        window = window_;
        notice = notice_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(POSTER_ROLE, poster);
        _grantRole(GUARDIAN_ROLE, guardian);
    }

    modifier whenNotPaused() {
        if (block.timestamp < pausedUntil) revert IsPaused(pausedUntil);
        _;
    }

    // Sponsor

    function fund(bytes32 dataset, uint128 amount, bytes32 termsHash) external override nonReentrant {
        if (amount == 0) revert ZeroAmount();
        bytes32 id = escrowOf(msg.sender, dataset);
        Escrow storage escrow = escrows[id];
        if (escrow.termsHash != bytes32(0) && escrow.termsHash != termsHash) revert TermsDiffer();
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint128 arrived = SafeCast.toUint128(token.balanceOf(address(this)) - before);
        escrow.available += arrived;
        escrow.received += arrived;
        escrow.refundableAt = 0;
        escrow.termsHash = termsHash;
        emit Funded(id, msg.sender, dataset, arrived, termsHash);
    }

    function announceClose(bytes32 dataset) external override {
        bytes32 id = escrowOf(msg.sender, dataset);
        Escrow storage escrow = escrows[id];
        if (escrow.available == 0) revert NotFunded();
        uint64 refundableAt = SafeCast.toUint64(block.timestamp) + notice;
        escrow.refundableAt = refundableAt;
        emit CloseAnnounced(id, refundableAt);
    }

    function refund(bytes32 dataset) external override nonReentrant whenNotPaused {
        bytes32 id = escrowOf(msg.sender, dataset);
        Escrow storage escrow = escrows[id];
        uint128 amount = escrow.available;
        if (amount == 0) revert NotFunded();
        if (escrow.refundableAt == 0) revert NotRefundable(type(uint256).max);
        uint256 refundableAt = escrow.refundableAt;
        uint256 afterPause = uint256(pausedUntil) + notice;
        if (afterPause > refundableAt) refundableAt = afterPause;
        if (block.timestamp < refundableAt) revert NotRefundable(refundableAt);
        escrow.available = 0;
        escrow.refundableAt = 0;
        emit Refunded(id, msg.sender, amount);
        token.safeTransfer(msg.sender, amount);
    }

    // Poster

    function proposeEpoch(
        uint64 epoch,
        bytes32 root,
        uint8 depth,
        uint128 total,
        bytes32 dataHash,
        Allocation[] calldata allocations
    ) external override onlyRole(POSTER_ROLE) whenNotPaused {
        uint64 active = activeEpoch;
        if (epochs[active + 1].root != bytes32(0)) revert StillPending();
        if (epoch != active + 1) revert WrongEpoch(active + 1);
        if (root == bytes32(0)) revert EmptyRoot();
        if (depth > MAX_DEPTH) revert TooDeep();
        uint256 sum = _debit(epoch, allocations);
        if (sum == 0) revert ZeroAmount();
        if (total != epochs[active].total + sum) revert WrongTotal(epochs[active].total + sum);
        uint64 activatableAt = SafeCast.toUint64(block.timestamp) + window;
        epochs[epoch] = Epoch(root, dataHash, total, activatableAt, depth);
        _pendingAllocations = keccak256(abi.encode(allocations));
        emit EpochProposed(epoch, root, depth, total, dataHash, activatableAt);
    }

    function activate() external override whenNotPaused {
        uint64 epoch = activeEpoch + 1;
        Epoch storage pending = epochs[epoch];
        if (pending.root == bytes32(0)) revert NothingPending();
        if (block.timestamp < pending.activatableAt) revert TooEarly(pending.activatableAt);
        activeEpoch = epoch;
        emit EpochActivated(epoch, pending.root, pending.total);
    }

    // Guardian and admin

    function veto(Allocation[] calldata allocations, bytes32 reason) external override onlyRole(GUARDIAN_ROLE) {
        uint64 epoch = activeEpoch + 1;
        bytes32 root = epochs[epoch].root;
        if (root == bytes32(0)) revert NothingPending();
        if (keccak256(abi.encode(allocations)) != _pendingAllocations) revert WrongAllocations();
        delete epochs[epoch];
        for (uint256 i = 0; i < allocations.length; ++i) {
            escrows[allocations[i].escrow].available += allocations[i].amount;
        }
        emit EpochVetoed(epoch, root, reason);
    }

    function pause() external override onlyRole(GUARDIAN_ROLE) {
        // From the end of the last pause: the notice until refunds go on, then as long as a pause may be.
        if (pausedUntil != 0 && block.timestamp < uint256(pausedUntil) + notice + MAX_PAUSE) {
            revert PausedTooOften();
        }
        pausedUntil = SafeCast.toUint64(block.timestamp) + MAX_PAUSE;
        emit Paused(pausedUntil);
    }

    function unpause() external override onlyRole(DEFAULT_ADMIN_ROLE) {
        if (block.timestamp < pausedUntil) {
            pausedUntil = SafeCast.toUint64(block.timestamp);
            emit Unpaused();
        }
    }

    // Labelers

    function claim(uint32 index, address account, uint128 cumulative, bytes calldata proof)
        external
        override
        nonReentrant
        whenNotPaused
    {
        Epoch storage epoch = epochs[activeEpoch];
        uint128 total = epoch.total;
        (bytes32 root, uint256 sum) = _fold(epoch.depth, index, leafHash(index, account, cumulative), cumulative, proof);
        if (root != epoch.root || sum != total) revert WrongProof();
        uint128 paid = claimed[index];
        if (cumulative <= paid) revert NothingToClaim();
        uint128 due = cumulative - paid;
        // A root that lowered somebody already paid could otherwise reach into the escrows of others.
        if (due > total - totalClaimed) revert MoreThanAllocated();
        claimed[index] = cumulative;
        totalClaimed += due;
        emit Claimed(index, account, due, cumulative);
        token.safeTransfer(account, due);
    }

    // Views

    function escrowOf(address sponsor, bytes32 dataset) public pure override returns (bytes32) {
        return keccak256(abi.encode(sponsor, dataset));
    }

    function leafHash(uint32 index, address account, uint128 cumulative) public pure override returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x00), index, account, cumulative));
    }

    // Inside

    function _debit(uint64 epoch, Allocation[] calldata allocations) private returns (uint256 sum) {
        for (uint256 i = 0; i < allocations.length; ++i) {
            Allocation calldata allocation = allocations[i];
            Escrow storage escrow = escrows[allocation.escrow];
            if (allocation.amount == 0) revert ZeroAmount();
            if (allocation.amount > escrow.available) {
                revert InsufficientEscrow(allocation.escrow, escrow.available);
            }
            escrow.available -= allocation.amount;
            sum += allocation.amount;
            emit EscrowAllocated(epoch, allocation.escrow, allocation.amount);
        }
    }

    /// @dev Sums are taken in 256 bits; a node whose sum is above 2^128 - 1 cannot lead to a root of 128 bits.
    function _fold(uint8 depth, uint32 index, bytes32 hash, uint128 sum, bytes calldata proof)
        private
        pure
        returns (bytes32, uint256)
    {
        if (proof.length != uint256(depth) * PROOF_STEP) revert WrongProofLength();
        if (uint256(index) >> depth != 0) revert IndexOutsideTree();
        uint256 folded = sum;
        for (uint256 level = 0; level < depth; ++level) {
            uint256 start = level * PROOF_STEP;
            bytes32 siblingHash = bytes32(proof[start:start + 32]);
            uint128 siblingSum = uint128(bytes16(proof[start + 32:start + 48]));
            hash = (index >> level) & 1 == 0
                ? keccak256(abi.encodePacked(bytes1(0x01), hash, uint128(folded), siblingHash, siblingSum))
                : keccak256(abi.encodePacked(bytes1(0x01), siblingHash, siblingSum, hash, uint128(folded)));
            folded += siblingSum;
            if (folded > type(uint128).max) revert WrongProof();
        }
        return (hash, folded);
    }
}
