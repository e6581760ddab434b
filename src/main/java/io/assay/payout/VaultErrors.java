package io.assay.payout;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;

/** Names of the errors the contracts refuse a call with, by the selector they revert with. */
final class VaultErrors {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    for (String signature :
        new String[] {
          "ZeroAddress()",
          "NoticeTooShort()",
          "ZeroAmount()",
          "TermsDiffer()",
          "NotFunded()",
          "NotRefundable(uint256)",
          "WrongEpoch(uint64)",
          "StillPending()",
          "NothingPending()",
          "TooEarly(uint64)",
          "EmptyRoot()",
          "TooDeep()",
          "WrongTotal(uint256)",
          "InsufficientEscrow(bytes32,uint128)",
          "WrongAllocations()",
          "WrongProofLength()",
          "IndexOutsideTree()",
          "WrongProof()",
          "NothingToClaim()",
          "MoreThanAllocated()",
          "IsPaused(uint64)",
          "PausedTooOften()",
          "RolesOverlap()",
          "SignatureExpired(uint256)",
          "WrongSignature()",
          "WrongRange()",
          "StakeMissing(uint128)",
          "NotUnstakable(uint256)",
          "NotCommitted()",
          "CommittedTwice()",
          "WrongCommitment()",
          "NoFault()",
          "AccessControlEnforcedDefaultAdminDelay(uint48)",
          "AccessControlEnforcedDefaultAdminRules()",
          "AccessControlInvalidDefaultAdmin(address)",
          "InvalidShortString()",
          "StringTooLong(string)",
          "ERC20InvalidSender(address)",
          "ERC20InvalidApprover(address)",
          "ERC20InvalidSpender(address)",
          "ERC2612ExpiredSignature(uint256)",
          "ERC2612InvalidSigner(address,address)",
          "InvalidAccountNonce(address,uint256)",
          "ECDSAInvalidSignature()",
          "ECDSAInvalidSignatureLength(uint256)",
          "ECDSAInvalidSignatureS(bytes32)",
          "AccessControlUnauthorizedAccount(address,bytes32)",
          "AccessControlBadConfirmation()",
          "ReentrancyGuardReentrantCall()",
          "SafeCastOverflowedUintDowncast(uint8,uint256)",
          "SafeERC20FailedOperation(address)",
          "ERC20InsufficientBalance(address,uint256,uint256)",
          "ERC20InsufficientAllowance(address,uint256,uint256)",
          "ERC20InvalidReceiver(address)",
          "Panic(uint256)",
          "Error(string)"
        }) {
      NAMES.put(
          Hash.sha3String(signature).substring(0, 10),
          signature.substring(0, signature.indexOf('(')));
    }
  }

  private VaultErrors() {}

  /** The error's name, or the data itself where it is none of these contracts'. */
  static String nameOf(@Nullable String revertData) {
    if (revertData == null || revertData.length() < 10) {
      return "no reason";
    }
    return NAMES.getOrDefault(revertData.substring(0, 10), revertData);
  }

  /** What an error says to who challenges an epoch. */
  static String inWords(String error) {
    return error
        + ": "
        + switch (error) {
          case "NoFault" ->
              "the vault has checked it and finds no fault; what was published follows from what"
                  + " the epoch committed to";
          case "NotCommitted" -> "the challenge was not announced a block before";
          case "CommittedTwice" -> "this very challenge was announced before";
          case "NothingPending" -> "no epoch is proposed: it is active, or void already";
          case "WrongCommitment" -> "the bundle's tables are not those the epoch committed to";
          case "WrongProof", "WrongProofLength", "IndexOutsideTree" ->
              "the bundle proves something that is not under the epoch's roots";
          case "WrongAllocations" -> "the escrows are not those the epoch was proposed with";
          default -> "the vault refuses";
        };
  }
}
