package io.assay.payout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** When money is settled, and on which chain and contracts. */
@ConfigMapping(prefix = "assay.payout")
interface PayoutConfig {
  /**
   * Age at which a ledger line may be settled by the schedule. Long enough for a person to look at
   * a flag first; closing an epoch by hand does not wait.
   */
  @WithDefault("60s")
  Duration settlementDelay();

  /** How often the schedule closes an epoch; each costs a transaction on the chain. */
  @WithDefault("20s")
  String closeEvery();

  /**
   * New answers to a dataset with an incentive after which bonuses are worked out; once no item is
   * open or the dataset is closed they are worked out for fewer.
   */
  @WithDefault("200")
  int bonusAnswers();

  /**
   * How long anyone may challenge a proposed epoch before it pays, on the embedded chain, where the
   * vault is deployed here; a vault that exists has its own. None by default: on one's own machine
   * nobody else is there to check.
   */
  @WithDefault("PT0S")
  Duration challengeWindow();

  /** Once one plain key for everything; where it is still set the server says what to set now. */
  Optional<String> operatorKey();

  /** Blocks that have to lie above what is taken for final; the embedded chain asks for none. */
  @WithDefault("12")
  int confirmations();

  /** The most a transaction may offer, in wei a unit of gas; what costs more waits. */
  @WithDefault("500000000000")
  BigInteger highestFee();

  /** The deployed vault; absent on the embedded chain, where it is deployed at first start. */
  Optional<String> vaultAddress();

  /** The ERC-20 token paid in; absent on the embedded chain. */
  Optional<String> tokenAddress();

  /** Digits behind the point of the token, as people write amounts. */
  @WithDefault("6")
  int tokenDecimals();

  /** Sign of the token, as people write it. */
  @WithDefault("ASY")
  String tokenSymbol();

  /**
   * How often transfers of the token are read from the chain; they tell which wallets are linked.
   */
  @WithDefault("30s")
  Duration transfersEvery();

  /**
   * Tokens that every requester has from the start, once; for demos. 100000 with the embedded
   * issuer, else none.
   */
  Optional<BigInteger> demoCreditTokens();

  /**
   * How long the vault that is deployed on the embedded chain waits before it gives back what a
   * dataset did not need, a minute if not said; a vault that exists has its own notice.
   */
  @WithDefault("PT1M")
  Duration refundNotice();

  /** How often people who erased their account are paid what came free since. */
  @WithDefault("30s")
  Duration erasedEvery();
}
