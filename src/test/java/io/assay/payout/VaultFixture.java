package io.assay.payout;

import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int32;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** A vault of its own on a local chain, and the people who act on it (the node's open accounts). */
final class VaultFixture {
  static final BigInteger SUPPLY = BigInteger.ONE.shiftLeft(128);
  static final long STAKE = 1000;
  static final long MAX_BASE = 4_000_000;

  /** A contract said no; the message is the name of its error. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String error) {
      super(error);
    }
  }

  final Web3j web3j;
  final String admin;
  final String poster;
  final String guardian;
  final String sponsor;
  final String other;
  final String pool;
  final String tokenAddress;
  final String vaultAddress;
  final DemoToken token;
  final PayoutVault vault;
  private final HttpService http;

  private VaultFixture(HttpService http, String tokenAddress, long window, long notice)
      throws Exception {
    this.http = http;
    this.web3j = Web3j.build(http);
    List<String> accounts = web3j.ethAccounts().send().getAccounts();
    admin = accounts.get(0);
    poster = accounts.get(1);
    guardian = accounts.get(2);
    sponsor = accounts.get(3);
    other = accounts.get(4);
    pool = accounts.get(5);
    this.tokenAddress =
        tokenAddress.isEmpty()
            ? deploy(DemoToken.BINARY, List.of(new Uint256(SUPPLY)))
            : tokenAddress;
    vaultAddress =
        deploy(
            PayoutVault.BINARY, vaultArguments(this.tokenAddress, window, notice, poster, admin));
    ReadonlyTransactionManager reader = new ReadonlyTransactionManager(web3j, other);
    token = DemoToken.load(this.tokenAddress, web3j, reader, new DefaultGasProvider());
    vault = PayoutVault.load(vaultAddress, web3j, reader, new DefaultGasProvider());
    send(sponsor, this.tokenAddress, token.approve(vaultAddress, SUPPLY));
    // A token that takes a fee takes it twice on the way to the stake.
    send(sponsor, this.tokenAddress, token.transfer(poster, BigInteger.valueOf(2 * STAKE)));
    send(poster, this.tokenAddress, token.approve(vaultAddress, SUPPLY));
    send(poster, vault.stake(token.balanceOf(poster).send()));
  }

  static VaultFixture deploy(String rpcUrl, long window, long notice) throws Exception {
    return new VaultFixture(new HttpService(rpcUrl), "", window, notice);
  }

  /** A vault of a token compiled from the test contracts, whose supply the sponsor holds. */
  static VaultFixture deployWith(String rpcUrl, String contract) throws Exception {
    HttpService http = new HttpService(rpcUrl);
    Web3j web3j = Web3j.build(http);
    String sponsor = web3j.ethAccounts().send().getAccounts().get(3);
    String binary = Files.readString(Path.of("target/solidity-test", contract + ".bin"));
    String address = deploy(web3j, sponsor, binary, List.of(new Uint256(SUPPLY)));
    return new VaultFixture(http, address, 0, 100);
  }

  List<Type> vaultArguments(
      String tokenAddress, long window, long notice, String posterAddress, String adminAddress) {
    return List.of(
        new Address(tokenAddress),
        new Uint64(window),
        new Uint64(notice),
        new Uint128(STAKE),
        new Int32(MAX_BASE),
        new Address(adminAddress),
        new Address(posterAddress),
        new Address(guardian),
        new Address(pool));
  }

  private String deploy(String binary, List<Type> arguments) throws IOException {
    return deploy(web3j, sponsor, binary, arguments);
  }

  /** Deploys and gives the contract's address. */
  static String deploy(Web3j web3j, String from, String binary, List<Type> arguments)
      throws IOException {
    String data = binary + FunctionEncoder.encodeConstructor(arguments);
    return send(web3j, from, null, data).getContractAddress();
  }

  TransactionReceipt send(String from, RemoteFunctionCall<?> call) {
    return send(from, vaultAddress, call);
  }

  TransactionReceipt send(String from, String to, RemoteFunctionCall<?> call) {
    return sendData(from, to, call.encodeFunctionCall());
  }

  TransactionReceipt sendData(String from, String to, String data) {
    try {
      return send(web3j, from, to, data);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of the error with which the vault refuses the call, or {@code accepted}. */
  String attempt(String from, RemoteFunctionCall<?> call) {
    try {
      send(from, call);
      return "accepted";
    } catch (Refusal e) {
      return e.getMessage();
    }
  }

  private static TransactionReceipt send(Web3j web3j, String from, String to, String data)
      throws IOException {
    Transaction transaction = new Transaction(from, null, null, null, to, BigInteger.ZERO, data);
    EthCall trial = web3j.ethCall(transaction, DefaultBlockParameterName.LATEST).send();
    if (trial.hasError()) {
      String revert = trial.getError().getData();
      throw new Refusal(VaultErrors.nameOf(revert == null ? null : revert.replace("\"", "")));
    }
    EthSendTransaction answer = web3j.ethSendTransaction(transaction).send();
    if (answer.hasError()) {
      throw new IOException(answer.getError().getMessage());
    }
    for (int poll = 0; poll < 1000; poll++) {
      var receipt =
          web3j
              .ethGetTransactionReceipt(answer.getTransactionHash())
              .send()
              .getTransactionReceipt();
      if (receipt.isPresent()) {
        if (!receipt.get().isStatusOK()) {
          throw new Refusal("mined and reverted");
        }
        return receipt.get();
      }
    }
    throw new IllegalStateException("not mined: " + answer.getTransactionHash());
  }

  /** Moves the clock of the chain. */
  void passSeconds(long seconds) throws IOException {
    rpc("evm_increaseTime", List.of(seconds));
    rpc("evm_mine", List.of());
  }

  private void rpc(String method, List<?> parameters) throws IOException {
    VoidResponse answer = new Request<>(method, parameters, http, VoidResponse.class).send();
    if (answer.hasError()) {
      throw new IOException(answer.getError().getMessage());
    }
  }

  static byte[] dataset(int number) {
    byte[] name = new byte[32];
    name[15] = (byte) number;
    return name;
  }

  byte[] escrow(int dataset) {
    return Numeric.hexStringToByteArray(
        Hash.sha3(
            FunctionEncoder.encodeConstructor(
                List.of(
                    new Address(sponsor),
                    new org.web3j.abi.datatypes.generated.Bytes32(dataset(dataset))))));
  }

  RemoteFunctionCall<TransactionReceipt> fund(int dataset, long amount) {
    return vault.fund(dataset(dataset), BigInteger.valueOf(amount), new byte[32]);
  }

  PayoutVault.Allocation allocation(int dataset, long amount) {
    return new PayoutVault.Allocation(escrow(dataset), BigInteger.valueOf(amount));
  }

  RemoteFunctionCall<TransactionReceipt> propose(
      long epoch, MerkleSumTree tree, PayoutVault.Allocation... allocations) {
    return propose(epoch, tree, tree.total(), allocations);
  }

  RemoteFunctionCall<TransactionReceipt> propose(
      long epoch, MerkleSumTree tree, BigInteger total, PayoutVault.Allocation... allocations) {
    return vault.proposeEpoch(
        BigInteger.valueOf(epoch),
        Numeric.hexStringToByteArray(tree.rootHex()),
        BigInteger.valueOf(tree.depth()),
        total,
        new byte[32],
        List.of(allocations));
  }

  RemoteFunctionCall<TransactionReceipt> claim(MerkleSumTree.Leaf leaf, String proofHex) {
    return vault.claim(
        BigInteger.valueOf(leaf.index()),
        leaf.account(),
        leaf.cumulative(),
        Numeric.hexStringToByteArray(proofHex));
  }

  BigInteger balance(String account) throws Exception {
    return token.balanceOf(account).send();
  }

  /** What the vault holds beside the stake. */
  BigInteger unstaked() throws Exception {
    return balance(vaultAddress).subtract(vault.staked().send());
  }

  BigInteger available(int dataset) throws Exception {
    return vault.escrows(escrow(dataset)).send().component1();
  }

  /** Whether the call the hostile token made in the middle of a transfer went through. */
  boolean callbackSucceeded() throws IOException {
    String selector = Hash.sha3String("callbackSucceeded()").substring(0, 10);
    Transaction question = Transaction.createEthCallTransaction(other, tokenAddress, selector);
    String answer = web3j.ethCall(question, DefaultBlockParameterName.LATEST).send().getValue();
    return !Numeric.toBigInt(answer).equals(BigInteger.ZERO);
  }

  /** A leaf whose account nobody has a key of. */
  static MerkleSumTree.Leaf leaf(long index, long cumulative) {
    String account = "0x" + String.format("%040x", 0xabcd_0000L + index);
    return new MerkleSumTree.Leaf(index, account, BigInteger.valueOf(cumulative));
  }
}
