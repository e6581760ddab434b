package io.assay.payout.custody;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.WalletAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;

/** A key encrypted in a file (Web3 Secret Storage, version 3), as geth and most wallets read it. */
public record KeystoreFile(Path path) {
  private static final int VERSION = 3;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Makes a new key and writes it, readable by its owner alone. It takes a second and 256 MiB.
   *
   * @return its address
   * @throws KeyRefused if there is a file already, or it cannot be written
   */
  public WalletAddress create(String passphrase) {
    try {
      ECKeyPair key = Keys.createEcKeyPair();
      write(JSON.writeValueAsBytes(Wallet.createStandard(passphrase, key)));
      return new WalletAddress(Credentials.create(key).getAddress());
    } catch (GeneralSecurityException | CipherException | IOException e) {
      throw new KeyRefused(path + " cannot be written: " + e.getClass().getSimpleName());
    }
  }

  private void write(byte[] bytes) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] ownerOnly =
        path.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel out = FileChannel.open(path, fresh, ownerOnly)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new KeyRefused(path + " exists; a key is never overwritten");
    } catch (NoSuchFileException e) {
      throw new KeyRefused("there is no folder for " + path);
    }
  }

  /**
   * The address the file names, which needs no passphrase; only {@link #decrypt} proves it.
   *
   * @throws KeyRefused if it is not a keystore, or names none
   */
  public WalletAddress address() {
    return named(read());
  }

  /**
   * The key. It takes a second and 256 MiB.
   *
   * @throws KeyRefused if it is not a keystore, the passphrase does not open it, or it holds the
   *     key of another address than it names
   */
  public Credentials decrypt(String passphrase) {
    WalletFile wallet = read();
    Credentials credentials;
    try {
      credentials = Credentials.create(Wallet.decrypt(passphrase, wallet));
    } catch (CipherException e) {
      throw new KeyRefused("the passphrase does not open keystore " + path);
    } catch (RuntimeException e) {
      throw broken();
    }
    if (!named(wallet).equals(new WalletAddress(credentials.getAddress()))) {
      throw new KeyRefused("keystore " + path + " holds the key of another address than it names");
    }
    return credentials;
  }

  private WalletFile read() {
    try {
      WalletFile wallet = JSON.readValue(Files.readAllBytes(path), WalletFile.class);
      if (wallet == null || wallet.getVersion() != VERSION || wallet.getCrypto() == null) {
        throw broken();
      }
      return wallet;
    } catch (NoSuchFileException e) {
      throw new KeyRefused("there is no keystore " + path);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw broken();
    } catch (IOException e) {
      throw new KeyRefused("keystore " + path + " cannot be read");
    }
  }

  private WalletAddress named(WalletFile wallet) {
    String address = wallet.getAddress();
    if (address == null) {
      throw new KeyRefused("keystore " + path + " names no address");
    }
    try {
      return new WalletAddress(address.startsWith("0x") ? address : "0x" + address);
    } catch (IllegalArgumentException e) {
      throw new KeyRefused("keystore " + path + " names no address");
    }
  }

  private KeyRefused broken() {
    return new KeyRefused(path + " is not a keystore (Web3 Secret Storage, version 3)");
  }
}
