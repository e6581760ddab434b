package io.assay.validation.gpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of weighted rows by column, in a fixed order.
 *
 * <p>{@code sums[c] = sum over the entries i of column c of value[i] rows[index[i]]}
 *
 * @param index rows to add, or null for the rows in their order
 * @param value what each entry counts, or null where each counts once
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of entries.
record Reduction(ReductionPlan plan, int width, int @Nullable [] index, float @Nullable [] value) {

  float[] onCpu(float[] rows) {
    float[] from = rows;
    int @Nullable [] places = index;
    float @Nullable [] weights = value;
    for (int[] start : plan.passes()) {
      float[] read = from;
      int[] indices = places;
      float[] values = weights;
      float[] sums = new float[(start.length - 1) * width];
      Rows.each(
          start.length - 1,
          (low, high) ->
              ReductionReference.addChunks(low, high, width, start, indices, values, read, sums));
      from = sums;
      places = null;
      weights = null;
    }
    return from;
  }

  /** The same with all that is needed on a device. */
  OnDevice on(Device device) {
    return new OnDevice(this, device);
  }

  /** A reduction whose entries are on a device. */
  static final class OnDevice {
    private final Reduction reduction;
    private final Device device;
    private final Memory index;
    private final Memory value;
    private final List<Memory> starts;
    private final Memory sums;
    private final Memory otherSums;

    private OnDevice(Reduction reduction, Device device) {
      this.reduction = reduction;
      this.device = device;
      index = device.upload(reduction.index);
      value = device.upload(reduction.value);
      starts = reduction.plan.passes().stream().map(start -> device.upload(start)).toList();
      long most = (long) reduction.plan.mostChunks() * reduction.width;
      sums = device.words(most);
      otherSums = starts.size() > 1 ? device.words(most) : Memory.NONE;
    }

    /** The sums by column; the memory is used again by the next call. */
    Memory run(Memory rows) {
      Memory from = rows;
      for (int pass = 0; pass < starts.size(); pass++) {
        int chunks = reduction.plan.passes().get(pass).length - 1;
        Memory to = pass % 2 == 0 ? sums : otherSums;
        device.launch(
            Launch.warps("add_chunks_" + reduction.width, chunks)
                .with(chunks)
                .with(starts.get(pass))
                .with(pass == 0 ? index : Memory.NONE)
                .with(pass == 0 ? value : Memory.NONE)
                .with(from)
                .with(to));
        from = to;
      }
      return from;
    }
  }
}
