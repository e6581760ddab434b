package io.assay.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine of the validation model as admins see it.
 *
 * @param engine what computes now
 * @param kernels SHA-256 of the kernels, which the CPU computes by their twins
 * @param refusal why no GPU is used, null where one is
 * @param jobsDone since the start of the server
 * @param jobsFallenBack of these, what a GPU could not do and the CPU did
 * @param waitingTrainings trainings that wait for workers or are held by them
 * @param failedTrainings trainings that failed three times, and why the last time
 */
public record EngineView(
    String engine,
    String kernels,
    @Nullable String refusal,
    long jobsDone,
    long jobsFallenBack,
    int waitingTrainings,
    List<ModelJobs.Failed> failedTrainings) {
  public EngineView {
    failedTrainings = List.copyOf(failedTrainings);
  }
}
