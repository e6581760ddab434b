// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControlDefaultAdminRules} from
    "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {EpochChallenges} from "./EpochChallenges.sol";
import {IPayoutVault} from "./IPayoutVault.sol";
import {PayoutProofs} from "./PayoutProofs.sol";

/// @title The vault: see IPayoutVault for what each call promises.
/// @dev Immutable, one token. Invariant after every call: balance of the vault >= sum of `available` +
/// (total of the active epoch - totalClaimed) + what a proposed epoch allocated + staked + bountiesOwed.
contract PayoutVault is IPayoutVault, EpochChallenges, EIP712 {
    using SafeERC20 for IERC20;

    struct Escrow {
        uint128 available;
        uint64 refundableAt;
        bytes32 termsHash;
        uint128 received;
    }

    uint64 public constant MAX_PAUSE = 14 days;

    uint256 private constant MAX_DEPTH = 32;
    bytes32 private constant CLAIM_TO =
        keccak256("ClaimTo(uint32 index,address account,address to,uint128 cumulative,uint256 deadline)");
    uint48 private constant ADMIN_DELAY = 2 days;

    /// @notice Seconds between a proposal and its activation; 0 only where nobody needs to check.
    uint64 public immutable window;

    uint64 public override activeEpoch;
    uint128 public override totalClaimed;
    uint64 public override pausedUntil;
    bytes32 private _pendingAllocations;
    mapping(bytes32 escrow => Escrow) public override escrows;
    mapping(uint64 epoch => Epoch) public override epochs;
    mapping(uint32 index => uint128) public override claimed;
    mapping(bytes32 escrow => uint128) public override refunded;

    /// @notice Who a vault answers to; no two of them may be one.
    struct Roles {
        address admin;
        address poster;
        address guardian;
        address pool;
    }

    constructor(IERC20 token_, uint64 window_, uint64 notice_, uint128 posterStake_, int32 maxBase_, Roles memory roles)
        EpochChallenges(token_, notice_, posterStake_, roles.pool, maxBase_)
        AccessControlDefaultAdminRules(ADMIN_DELAY, roles.admin)
        EIP712("Assay Payout Vault", "1")
    {
        if (
            address(token_) == address(0) || roles.poster == address(0) || roles.guardian == address(0)
                || roles.pool == address(0)
        ) {
            revert ZeroAddress();
        }
        if (notice_ <= window_) revert NoticeTooShort();
        window = window_;
        _grantRole(POSTER_ROLE, roles.poster);
        _grantRole(GUARDIAN_ROLE, roles.guardian);
    }

    modifier whenNotPaused() {
        if (block.timestamp < pausedUntil) revert IsPaused(pausedUntil);
        _;
    }

    // Sponsor

    function fund(bytes32 dataset, uint128 amount, bytes32 termsHash) external override nonReentrant {
        _fund(dataset, amount, termsHash);
    }

    function fundWithPermit(
        bytes32 dataset,
        uint128 amount,
        bytes32 termsHash,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external override nonReentrant {
        try IERC20Permit(address(token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _fund(dataset, amount, termsHash);
    }

    function _fund(bytes32 dataset, uint128 amount, bytes32 termsHash) private {
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
        _refund(id, escrows[id].available);
    }

    function refundUpTo(bytes32 dataset, uint128 total) external override nonReentrant whenNotPaused {
        bytes32 id = escrowOf(msg.sender, dataset);
        uint128 had = refunded[id];
        if (total <= had) revert NotFunded();
        uint128 amount = total - had;
        if (amount > escrows[id].available) revert InsufficientEscrow(id, escrows[id].available);
        _refund(id, amount);
    }

    function _refund(bytes32 id, uint128 amount) private {
        Escrow storage escrow = escrows[id];
        if (amount == 0) revert NotFunded();
        if (escrow.refundableAt == 0) revert NotRefundable(type(uint256).max);
        uint256 refundableAt = escrow.refundableAt;
        uint256 afterPause = uint256(pausedUntil) + notice;
        if (afterPause > refundableAt) refundableAt = afterPause;
        if (block.timestamp < refundableAt) revert NotRefundable(refundableAt);
        escrow.available -= amount;
        escrow.refundableAt = 0;
        refunded[id] += amount;
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
        _requireStake();
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
        bytes32 root = epochs[activeEpoch + 1].root;
        uint64 epoch = _drop(allocations);
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
        _claim(index, account, account, cumulative, proof);
    }

    function claimTo(
        uint32 index,
        address account,
        address to,
        uint128 cumulative,
        uint256 deadline,
        bytes calldata proof,
        bytes calldata signature
    ) external override nonReentrant whenNotPaused {
        if (block.timestamp > deadline) revert SignatureExpired(deadline);
        if (to == address(0)) revert ZeroAddress();
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(CLAIM_TO, index, account, to, cumulative, deadline)));
        if (!SignatureChecker.isValidSignatureNow(account, digest, signature)) revert WrongSignature();
        _claim(index, account, to, cumulative, proof);
    }

    function claimRange(
        uint32 start,
        address[] calldata accounts,
        uint128[] calldata cumulatives,
        bytes calldata proof
    ) external override nonReentrant whenNotPaused {
        Epoch storage epoch = epochs[activeEpoch];
        uint256 size = accounts.length;
        if (size == 0 || size & (size - 1) != 0 || start % size != 0 || cumulatives.length != size) {
            revert WrongRange();
        }
        uint256 total = epoch.total;
        _proveRange(epoch, start, accounts, cumulatives, proof);
        uint128 paid = totalClaimed;
        for (uint256 i = 0; i < size; ++i) {
            uint32 index = uint32(start + i);
            uint128 had = claimed[index];
            if (cumulatives[i] > had) {
                uint128 due = cumulatives[i] - had;
                if (due > total - paid) revert MoreThanAllocated();
                if (token.trySafeTransfer(accounts[i], due)) {
                    claimed[index] = cumulatives[i];
                    paid += due;
                    emit Claimed(index, accounts[i], due, cumulatives[i]);
                }
            }
        }
        totalClaimed = paid;
    }

    /// @dev Folds the leaves in place, level by level, and then the proof above them.
    function _proveRange(
        Epoch storage epoch,
        uint32 start,
        address[] calldata accounts,
        uint128[] calldata cumulatives,
        bytes calldata proof
    ) private view {
        uint256 size = accounts.length;
        bytes32[] memory hashes = new bytes32[](size);
        uint256[] memory sums = new uint256[](size);
        for (uint256 i = 0; i < size; ++i) {
            if (accounts[i] == address(0)) {
                if (cumulatives[i] != 0) revert WrongProof();
            } else {
                hashes[i] = PayoutProofs.leafHash(uint32(start + i), accounts[i], cumulatives[i]);
                sums[i] = cumulatives[i];
            }
        }
        uint256 level = 0;
        for (; size > 1; size >>= 1) {
            for (uint256 i = 0; i < size; i += 2) {
                hashes[i >> 1] = PayoutProofs.sumNode(hashes[i], sums[i], hashes[i + 1], sums[i + 1]);
                sums[i >> 1] = sums[i] + sums[i + 1];
                if (sums[i >> 1] > type(uint128).max) revert WrongProof();
            }
            ++level;
        }
        uint256 depth = epoch.depth;
        if (depth < level || uint256(start) >> depth != 0) revert IndexOutsideTree();
        depth -= level;
        if (proof.length != depth * PayoutProofs.SUM_STEP) revert WrongProofLength();
        (bytes32 root, uint256 sum) = PayoutProofs.foldSums(depth, start >> level, hashes[0], sums[0], proof);
        if (root != epoch.root || sum != epoch.total) revert WrongProof();
    }

    function _claim(uint32 index, address account, address to, uint128 cumulative, bytes calldata proof) private {
        Epoch storage epoch = epochs[activeEpoch];
        uint128 total = epoch.total;
        uint256 depth = epoch.depth;
        if (proof.length != depth * PayoutProofs.SUM_STEP) revert WrongProofLength();
        if (uint256(index) >> depth != 0) revert IndexOutsideTree();
        (bytes32 root, uint256 sum) = PayoutProofs.foldSums(
            depth, index, PayoutProofs.leafHash(index, account, cumulative), cumulative, proof
        );
        if (root != epoch.root || sum != total) revert WrongProof();
        uint128 had = claimed[index];
        if (cumulative <= had) revert NothingToClaim();
        uint128 due = cumulative - had;
        uint128 paid = totalClaimed;
        // A root that lowered somebody already paid could otherwise reach into the escrows of others.
        if (due > total - paid) revert MoreThanAllocated();
        claimed[index] = cumulative;
        totalClaimed = paid + due;
        emit Claimed(index, account, due, cumulative);
        token.safeTransfer(to, due);
    }

    // Views

    function escrowOf(address sponsor, bytes32 dataset) public pure override returns (bytes32) {
        return keccak256(abi.encode(sponsor, dataset));
    }

    function leafHash(uint32 index, address account, uint128 cumulative) public pure override returns (bytes32) {
        return PayoutProofs.leafHash(index, account, cumulative);
    }

    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // Inside

    /// @dev Whoever proposes neither vetoes nor appoints, and takes nothing of a slashed stake: one role an
    /// address, whether at construction, by a later grant or by a handover of the admin.
    function _grantRole(bytes32 role, address account) internal override returns (bool) {
        if (
            (role != DEFAULT_ADMIN_ROLE && hasRole(DEFAULT_ADMIN_ROLE, account))
                || (role != POSTER_ROLE && hasRole(POSTER_ROLE, account))
                || (role != GUARDIAN_ROLE && hasRole(GUARDIAN_ROLE, account))
                || (role == POSTER_ROLE && account == pool)
        ) {
            revert RolesOverlap();
        }
        return super._grantRole(role, account);
    }

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

    function _drop(Allocation[] calldata allocations) internal override returns (uint64 epoch) {
        epoch = activeEpoch + 1;
        if (epochs[epoch].root == bytes32(0)) revert NothingPending();
        if (keccak256(abi.encode(allocations)) != _pendingAllocations) revert WrongAllocations();
        delete epochs[epoch];
        for (uint256 i = 0; i < allocations.length; ++i) {
            escrows[allocations[i].escrow].available += allocations[i].amount;
        }
    }

    function _epoch(uint64 number) internal view override returns (Epoch storage) {
        return epochs[number];
    }

    function _activeNumber() internal view override returns (uint64) {
        return activeEpoch;
    }
}
