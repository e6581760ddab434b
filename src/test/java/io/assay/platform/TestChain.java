package io.assay.platform;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded chain for tests of other packages. */
public final class TestChain implements AutoCloseable {
  private final EmbeddedChain chain;

  private TestChain(EmbeddedChain chain) {
    this.chain = chain;
  }

  public static TestChain start(Path home) throws IOException {
    return new TestChain(EmbeddedChain.start(home));
  }

  public String rpcUrl() {
    return chain.rpcUrl();
  }

  @Override
  public void close() throws IOException {
    chain.close();
  }
}
