package io.assay.validation.gpu;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetAttribute;
import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuDeviceTotalMem;
import static jcuda.driver.JCudaDriver.cuInit;
import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoD;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoH;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoD;
import static jcuda.driver.JCudaDriver.cuMemsetD8;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcuda.CudaException;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;

/**
 * The CUDA driver, through JCuda. Its methods check nothing: sizes and indices are the jobs' duty.
 */
final class CudaDriver implements Driver {
  private static final int NAME_LENGTH = 256;
  private static final long WORD = 4;
  private static final long DOUBLE_WORD = 8;

  private final CUdevice device = new CUdevice();
  private final List<CUmodule> modules = new ArrayList<>();
  private final Map<String, CUfunction> functions = new HashMap<>();
  private final Map<Long, CUdeviceptr> pointers = new HashMap<>();
  private long lastId;
  private boolean retained;

  @Override
  public Card open() {
    NativeLibrary.DRIVER.load();
    JCudaDriver.setExceptionsEnabled(true);
    return guarded(
        DriverException.Kind.UNAVAILABLE,
        () -> {
          cuInit(0);
          int[] count = new int[1];
          cuDeviceGetCount(count);
          if (count[0] == 0) {
            throw new DriverException(DriverException.Kind.UNAVAILABLE, "the driver has no device");
          }
          cuDeviceGet(device, 0);
          CUcontext context = new CUcontext();
          cuDevicePrimaryCtxRetain(context, device);
          retained = true;
          cuCtxSetCurrent(context);
          byte[] name = new byte[NAME_LENGTH];
          cuDeviceGetName(name, NAME_LENGTH, device);
          long[] bytes = new long[1];
          cuDeviceTotalMem(bytes, device);
          return new Card(
              text(name),
              attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
              attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
              bytes[0]);
        });
  }

  private static String text(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  private int attribute(int which) {
    int[] value = new int[1];
    cuDeviceGetAttribute(value, which, device);
    return value[0];
  }

  @Override
  public void load(String ptx) {
    byte[] text = ptx.getBytes(StandardCharsets.UTF_8);
    byte[] ended = Arrays.copyOf(text, text.length + 1); // the driver reads up to a NUL
    CUmodule module = new CUmodule();
    run(() -> cuModuleLoadData(module, ended));
    modules.add(module);
  }

  @Override
  public Memory allocate(long bytes) {
    CUdeviceptr pointer = new CUdeviceptr();
    run(() -> cuMemAlloc(pointer, bytes));
    Memory memory = new Memory(++lastId, bytes);
    pointers.put(memory.id(), pointer);
    return memory;
  }

  @Override
  public void free(Memory memory) {
    CUdeviceptr pointer = pointer(memory);
    pointers.remove(memory.id());
    run(() -> cuMemFree(pointer));
  }

  private CUdeviceptr pointer(Memory memory) {
    CUdeviceptr pointer = pointers.get(memory.id());
    if (pointer == null) {
      throw new IllegalStateException("memory " + memory.id() + " is not allocated");
    }
    return pointer;
  }

  @Override
  public void upload(Memory memory, float[] from, int start, int length) {
    upload(memory, Pointer.to(from).withByteOffset(start * WORD), length * WORD);
  }

  @Override
  public void upload(Memory memory, int[] from, int start, int length) {
    upload(memory, Pointer.to(from).withByteOffset(start * WORD), length * WORD);
  }

  @Override
  public void upload(Memory memory, long[] from) {
    upload(memory, Pointer.to(from), from.length * DOUBLE_WORD);
  }

  private void upload(Memory memory, Pointer from, long bytes) {
    run(() -> cuMemcpyHtoD(pointer(memory), from, bytes));
  }

  @Override
  public void download(Memory memory, float[] to, int start, int length) {
    download(memory, Pointer.to(to).withByteOffset(start * WORD), length * WORD);
  }

  @Override
  public void download(Memory memory, int[] to) {
    download(memory, Pointer.to(to), to.length * WORD);
  }

  @Override
  public void download(Memory memory, long[] to) {
    download(memory, Pointer.to(to), to.length * DOUBLE_WORD);
  }

  private void download(Memory memory, Pointer to, long bytes) {
    run(() -> cuMemcpyDtoH(to, pointer(memory), bytes));
  }

  @Override
  public void clear(Memory memory) {
    run(() -> cuMemsetD8(pointer(memory), (byte) 0, memory.bytes()));
  }

  @Override
  public void copy(Memory from, Memory to) {
    run(() -> cuMemcpyDtoD(pointer(to), pointer(from), from.bytes()));
  }

  @Override
  public void launch(Launch launch) {
    NativePointerObject[] arguments =
        launch.arguments().stream().map(this::argument).toArray(NativePointerObject[]::new);
    run(
        () ->
            cuLaunchKernel(
                function(launch.kernel()),
                launch.gridX(),
                launch.gridY(),
                1,
                launch.threads(),
                1,
                1,
                0,
                null,
                Pointer.to(arguments),
                null));
  }

  private Pointer argument(Object value) {
    if (value instanceof Memory memory) {
      return memory.id() == 0 ? Pointer.to(new long[1]) : Pointer.to(pointer(memory));
    }
    if (value instanceof Integer number) {
      return Pointer.to(new int[] {number});
    }
    if (value instanceof Long number) {
      return Pointer.to(new long[] {number});
    }
    if (value instanceof Float number) {
      return Pointer.to(new float[] {number});
    }
    throw new IllegalArgumentException("kernels take no " + value.getClass());
  }

  private CUfunction function(String kernel) {
    return functions.computeIfAbsent(kernel, this::find);
  }

  private CUfunction find(String kernel) {
    CUfunction function = new CUfunction();
    CudaException last = null;
    for (CUmodule module : modules) {
      try {
        cuModuleGetFunction(function, module, kernel);
        return function;
      } catch (CudaException e) {
        last = e;
      }
    }
    String reason = last == null ? "no module is loaded" : last.getMessage();
    throw new DriverException(DriverException.Kind.FAULT, "kernel " + kernel + ": " + reason);
  }

  @Override
  public void synchronize() {
    run(JCudaDriver::cuCtxSynchronize);
  }

  @Override
  public void close() {
    pointers.clear();
    functions.clear();
    modules.clear();
    if (retained) {
      retained = false;
      run(() -> cuDevicePrimaryCtxRelease(device));
    }
  }

  private interface Call<T> {
    T call();
  }

  private static void run(Call<Integer> call) {
    Integer unused = guarded(DriverException.Kind.FAULT, call);
  }

  private static <T extends @Nullable Object> T guarded(DriverException.Kind kind, Call<T> call) {
    try {
      return call.call();
    } catch (CudaException e) {
      String message = String.valueOf(e.getMessage());
      boolean full = message.contains("CUDA_ERROR_OUT_OF_MEMORY");
      DriverException failure =
          new DriverException(full ? DriverException.Kind.OUT_OF_MEMORY : kind, message);
      failure.initCause(e);
      throw failure;
    }
  }
}
