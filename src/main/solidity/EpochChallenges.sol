// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {AccessControlDefaultAdminRules} from
    "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IEpochChallenges} from "./IEpochChallenges.sol";
import {IPayoutVault} from "./IPayoutVault.sol";
import {PayoutProofs} from "./PayoutProofs.sol";

/// @title Stake, challenges and bounties: see IEpochChallenges for what each call promises.
abstract contract EpochChallenges is IEpochChallenges, AccessControlDefaultAdminRules, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Epoch {
        bytes32 root;
        bytes32 dataHash;
        uint128 total;
        uint64 activatableAt;
        uint8 depth;
    }

    bytes32 public constant POSTER_ROLE = keccak256("POSTER");
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN");

    uint256 private constant VOTE = 6;
    uint256 private constant LINE = 36;
    uint256 private constant LINE_ANSWER = 20;
    uint256 private constant NUMBER = 4;

    IERC20 public immutable token;
    /// @notice Seconds between an announced close or withdrawal of stake and its payment.
    uint64 public immutable notice;
    /// @notice What a poster must have at stake to propose.
    uint128 public immutable posterStake;
    /// @notice Takes the other half of slashed stakes; neither operator nor accuser.
    address public immutable pool;
    /// @notice The most a class may start below the best, in millionths of a nat.
    int32 public immutable maxBase;

    uint128 public override staked;
    uint64 private _unstakableAt;
    uint128 public override bountiesOwed;
    mapping(address account => uint128) public override bounties;
    mapping(bytes32 commitment => uint256) private _committedAt;

    constructor(IERC20 token_, uint64 notice_, uint128 posterStake_, address pool_, int32 maxBase_) {
        token = token_;
        notice = notice_;
        posterStake = posterStake_;
        pool = pool_;
        maxBase = maxBase_;
    }

    // What the vault provides

    function _epoch(uint64 number) internal view virtual returns (Epoch storage);

    function _activeNumber() internal view virtual returns (uint64);

    /// @dev Drops the proposed epoch and gives its allocations back; reverts where they are not its own.
    function _drop(IPayoutVault.Allocation[] calldata allocations) internal virtual returns (uint64 number);

    // Stake

    function stake(uint128 amount) external override onlyRole(POSTER_ROLE) nonReentrant {
        if (amount == 0) revert IPayoutVault.ZeroAmount();
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint128 arrived = SafeCast.toUint128(token.balanceOf(address(this)) - before);
        staked += arrived;
        _unstakableAt = 0;
        emit Staked(msg.sender, arrived, staked);
    }

    function announceUnstake() external override onlyRole(POSTER_ROLE) {
        _unstakableAt = SafeCast.toUint64(block.timestamp) + notice;
        emit UnstakeAnnounced(_unstakableAt);
    }

    function unstake() external override onlyRole(POSTER_ROLE) nonReentrant {
        if (_unstakableAt == 0) revert NotUnstakable(type(uint256).max);
        if (block.timestamp < _unstakableAt) revert NotUnstakable(_unstakableAt);
        if (_epoch(_activeNumber() + 1).root != bytes32(0)) revert IPayoutVault.StillPending();
        uint128 amount = staked;
        staked = 0;
        _unstakableAt = 0;
        emit Unstaked(msg.sender, amount);
        token.safeTransfer(msg.sender, amount);
    }

    function _requireStake() internal view {
        if (staked < posterStake || _unstakableAt != 0) revert StakeMissing(posterStake);
    }

    // Challenges

    function commitChallenge(bytes32 commitment) external override {
        if (_committedAt[commitment] != 0) revert CommittedTwice();
        _committedAt[commitment] = block.number;
        emit ChallengeCommitted(commitment);
    }

    function challengeLowered(
        Leaf calldata was,
        Leaf calldata now_,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external override {
        bytes32 fault = _reveal("lowered", was.index, salt);
        _proveBoth(was, now_);
        if (now_.cumulative >= was.cumulative) revert NoFault();
        _void(fault, allocations);
    }

    function challengePayout(
        Commitment calldata commitment,
        Leaf calldata was,
        Leaf calldata now_,
        Payment calldata payment,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external override {
        bytes32 fault = _reveal("payout", was.index, salt);
        _proveBoth(was, now_);
        _provePayment(commitment, was.index, payment);
        uint256 expected = was.cumulative;
        for (uint256 from = 0; from < payment.lines.length; from += LINE) {
            expected += uint128(bytes16(payment.lines[from + LINE_ANSWER:from + LINE]));
        }
        if (now_.cumulative == expected) revert NoFault();
        _void(fault, allocations);
    }

    function challengeDoubled(
        Commitment calldata commitment,
        uint32 index,
        Payment calldata payment,
        uint256 first,
        uint256 second,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external override {
        bytes32 fault = _reveal("doubled", index, salt);
        _provePayment(commitment, index, payment);
        if (first == second) revert NoFault();
        bytes calldata one = payment.lines[first * LINE:first * LINE + LINE_ANSWER];
        bytes calldata other = payment.lines[second * LINE:second * LINE + LINE_ANSWER];
        if (keccak256(one) != keccak256(other)) revert NoFault();
        _void(fault, allocations);
    }

    function challengeLabel(
        Commitment calldata commitment,
        Item calldata item,
        Weight[] calldata weights,
        bytes32 salt,
        IPayoutVault.Allocation[] calldata allocations
    ) external override {
        bytes32 fault = _reveal("label", item.place, salt);
        _proveCommitment(commitment);
        if (PayoutProofs.fold(_itemLeaf(item), item.place, item.proof) != commitment.items) {
            revert IPayoutVault.WrongProof();
        }
        if (!_isWrong(commitment.weights, item, weights)) revert NoFault();
        _void(fault, allocations);
    }

    function withdrawBounty() external override nonReentrant {
        uint128 amount = bounties[msg.sender];
        if (amount == 0) revert IPayoutVault.NothingToClaim();
        bounties[msg.sender] = 0;
        bountiesOwed -= amount;
        emit BountyWithdrawn(msg.sender, amount);
        token.safeTransfer(msg.sender, amount);
    }

    function challengeCommitment(address challenger, bytes32 root, bytes32 fault, bytes32 salt)
        public
        pure
        override
        returns (bytes32)
    {
        return keccak256(abi.encode(challenger, root, fault, salt));
    }

    // Inside

    function _reveal(bytes32 kind, uint32 place, bytes32 salt) private view returns (bytes32 fault) {
        bytes32 root = _epoch(_activeNumber() + 1).root;
        if (root == bytes32(0)) revert IPayoutVault.NothingPending();
        fault = keccak256(abi.encode(kind, place));
        uint256 committedAt = _committedAt[challengeCommitment(msg.sender, root, fault, salt)];
        if (committedAt == 0 || committedAt >= block.number) revert NotCommitted();
    }

    function _proveBoth(Leaf calldata was, Leaf calldata now_) private view {
        if (was.index != now_.index) revert IPayoutVault.WrongProof();
        uint64 active = _activeNumber();
        _prove(_epoch(active), was);
        _prove(_epoch(active + 1), now_);
    }

    /// @dev A place outside the tree has no leaf and needs no proof.
    function _prove(Epoch storage epoch, Leaf calldata leaf) private view {
        bool absent = leaf.account == address(0);
        if (absent && leaf.cumulative != 0) revert IPayoutVault.WrongProof();
        uint256 depth = epoch.depth;
        if (uint256(leaf.index) >> depth != 0) {
            if (!absent) revert IPayoutVault.IndexOutsideTree();
            return;
        }
        if (leaf.proof.length != depth * PayoutProofs.SUM_STEP) revert IPayoutVault.WrongProofLength();
        bytes32 hash =
            absent ? bytes32(0) : PayoutProofs.leafHash(leaf.index, leaf.account, leaf.cumulative);
        (bytes32 root, uint256 sum) =
            PayoutProofs.foldSums(depth, leaf.index, hash, leaf.cumulative, leaf.proof);
        if (root != epoch.root || sum != epoch.total) revert IPayoutVault.WrongProof();
    }

    function _proveCommitment(Commitment calldata commitment) private view {
        if (keccak256(abi.encode(commitment)) != _epoch(_activeNumber() + 1).dataHash) revert WrongCommitment();
    }

    function _provePayment(Commitment calldata commitment, uint32 index, Payment calldata payment) private view {
        _proveCommitment(commitment);
        uint256 depth = _epoch(_activeNumber() + 1).depth;
        if (payment.proof.length != depth * PayoutProofs.STEP || payment.lines.length % LINE != 0) {
            revert IPayoutVault.WrongProofLength();
        }
        if (uint256(index) >> depth != 0) revert IPayoutVault.IndexOutsideTree();
        bytes32 leaf = payment.lines.length == 0
            ? bytes32(0)
            : keccak256(abi.encodePacked(bytes1(0x04), index, payment.lines));
        if (PayoutProofs.fold(leaf, index, payment.proof) != commitment.payments) revert IPayoutVault.WrongProof();
    }

    function _itemLeaf(Item calldata item) private pure returns (bytes32) {
        if (item.base.length % NUMBER != 0 || item.votes.length % VOTE != 0) revert IPayoutVault.WrongProofLength();
        return keccak256(
            abi.encodePacked(
                bytes1(0x02),
                item.dataset,
                item.item,
                item.label,
                SafeCast.toUint16(item.base.length / NUMBER),
                item.base,
                item.votes
            )
        );
    }

    function _isWrong(bytes32 weightsRoot, Item calldata item, Weight[] calldata weights)
        private
        view
        returns (bool)
    {
        uint256 classes = item.base.length / NUMBER;
        if (item.label >= classes) return true;
        int256[] memory scores = new int256[](classes);
        for (uint256 k = 0; k < classes; ++k) {
            int32 base = _number(item.base, k);
            if (base > 0 || base < -maxBase) return true;
            scores[k] = base;
        }
        if (weights.length != item.votes.length / VOTE) revert IPayoutVault.WrongProofLength();
        for (uint256 v = 0; v < weights.length; ++v) {
            _addVote(weightsRoot, item, weights[v], v, scores);
        }
        for (uint256 k = 0; k < classes; ++k) {
            if (scores[k] > scores[item.label]) return true;
        }
        return false;
    }

    function _addVote(
        bytes32 weightsRoot,
        Item calldata item,
        Weight calldata weight,
        uint256 v,
        int256[] memory scores
    ) private pure {
        if (weight.row.length != scores.length * NUMBER) revert IPayoutVault.WrongProofLength();
        bytes calldata vote = item.votes[v * VOTE:v * VOTE + VOTE];
        bytes32 leaf = keccak256(abi.encodePacked(bytes1(0x03), item.dataset, vote, weight.row));
        if (PayoutProofs.fold(leaf, weight.place, weight.proof) != weightsRoot) revert IPayoutVault.WrongProof();
        for (uint256 k = 0; k < scores.length; ++k) {
            scores[k] += _number(weight.row, k);
        }
    }

    function _number(bytes calldata row, uint256 k) private pure returns (int32) {
        return int32(uint32(bytes4(row[k * NUMBER:k * NUMBER + NUMBER])));
    }

    function _void(bytes32 fault, IPayoutVault.Allocation[] calldata allocations) private {
        uint64 number = _drop(allocations);
        uint128 slashed = staked < posterStake ? staked : posterStake;
        uint128 reward = slashed / 2;
        staked -= slashed;
        bounties[msg.sender] += reward;
        bounties[pool] += slashed - reward;
        bountiesOwed += slashed;
        emit EpochVoided(number, msg.sender, fault, reward);
    }
}
