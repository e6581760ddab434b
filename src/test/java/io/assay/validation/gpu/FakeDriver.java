package io.assay.validation.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A driver whose kernels are their twins on memory of the host, and which fails where it is told
 * to.
 */
final class FakeDriver implements Driver {
  private final Map<Long, ByteBuffer> memories = new HashMap<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final Set<String> threads = new HashSet<>();
  private long lastId;
  private int major = 9;
  private boolean driverMissing;
  private boolean moduleRefused;
  private boolean lost;
  private int allocationsLeft = Integer.MAX_VALUE;
  private int refusals;
  private int launchesLeft = Integer.MAX_VALUE;
  private String wrongKernel = "";
  private int launches;
  private long largest;
  private boolean closed;

  FakeDriver withoutDriver() {
    driverMissing = true;
    return this;
  }

  FakeDriver ofCapability(int version) {
    major = version;
    return this;
  }

  FakeDriver refusingModules() {
    moduleRefused = true;
    return this;
  }

  /** So many allocations work from now on; the next ones, so many, do not. */
  FakeDriver fullAfter(int allocations, int refused) {
    allocationsLeft = allocations;
    refusals = refused;
    return this;
  }

  /** So many launches work from now on; the next one takes the context with it. */
  FakeDriver faultAfter(int more) {
    launchesLeft = more;
    return this;
  }

  /** A kernel turns a bit of its results. */
  FakeDriver wrongIn(String kernel) {
    wrongKernel = kernel;
    return this;
  }

  int launches() {
    return launches;
  }

  /** Memories that are allocated. */
  int live() {
    return memories.size();
  }

  /** Bytes of the largest memory there has been. */
  long largest() {
    return largest;
  }

  boolean closed() {
    return closed;
  }

  /** The threads calls came from. */
  Set<String> threads() {
    return threads;
  }

  @Override
  public Card open() {
    threads.add(Thread.currentThread().getName());
    if (driverMissing) {
      throw new UnsatisfiedLinkError(
          "Error while loading native library\nlibcuda.so.1: cannot open shared object file");
    }
    return new Card("Fake", major, 0, 1L << 30);
  }

  private void called() {
    threads.add(Thread.currentThread().getName());
    if (lost) {
      throw new DriverException(DriverException.Kind.FAULT, "CUDA_ERROR_ILLEGAL_ADDRESS");
    }
  }

  @Override
  public void load(String ptx) {
    called();
    if (moduleRefused) {
      throw new DriverException(DriverException.Kind.FAULT, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION");
    }
    parameters.putAll(FakeKernels.parameters(ptx));
  }

  @Override
  public Memory allocate(long bytes) {
    called();
    if (allocationsLeft == 0 && refusals > 0) {
      refusals--;
      throw new DriverException(DriverException.Kind.OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY");
    }
    allocationsLeft = Math.max(0, allocationsLeft - 1);
    largest = Math.max(largest, bytes);
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0x7f); // whoever relies on noughts must ask for them
    }
    memories.put(++lastId, buffer.clear());
    return new Memory(lastId, bytes);
  }

  @Override
  public void free(Memory memory) {
    called();
    if (memories.remove(memory.id()) == null) {
      throw new DriverException(DriverException.Kind.FAULT, "freed twice");
    }
  }

  ByteBuffer bytes(Memory memory) {
    return memories.get(memory.id()).clear();
  }

  @Override
  public void upload(Memory memory, float[] from, int start, int length) {
    called();
    bytes(memory).asFloatBuffer().put(from, start, length);
  }

  @Override
  public void upload(Memory memory, int[] from, int start, int length) {
    called();
    bytes(memory).asIntBuffer().put(from, start, length);
  }

  @Override
  public void upload(Memory memory, long[] from) {
    called();
    bytes(memory).asLongBuffer().put(from);
  }

  @Override
  public void download(Memory memory, float[] to, int start, int length) {
    called();
    bytes(memory).asFloatBuffer().get(to, start, length);
  }

  @Override
  public void download(Memory memory, int[] to) {
    called();
    bytes(memory).asIntBuffer().get(to);
  }

  @Override
  public void download(Memory memory, long[] to) {
    called();
    bytes(memory).asLongBuffer().get(to);
  }

  @Override
  public void clear(Memory memory) {
    called();
    bytes(memory).put(new byte[Math.toIntExact(memory.bytes())]);
  }

  @Override
  public void copy(Memory from, Memory to) {
    called();
    bytes(to).put(bytes(from));
  }

  @Override
  public void launch(Launch launch) {
    called();
    launches++;
    if (launchesLeft == 0) {
      lost = true;
      called();
    }
    launchesLeft--;
    FakeKernels.check(parameters, launch);
    Consumer<Memory> turn =
        output -> {
          if (launch.kernel().equals(wrongKernel)) {
            bytes(output).put(0, (byte) (bytes(output).get(0) ^ 1));
          }
        };
    new FakeKernels(this, launch, turn).run();
  }

  @Override
  public void synchronize() {
    called();
  }

  @Override
  public void close() {
    closed = true;
    called();
  }
}
