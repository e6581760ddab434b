package io.assay.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.PriorSource.Crowd;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A crowd as it is sent to a worker.
 *
 * @param labels all there are, answered or not
 * @param answers task, labeler and label
 * @param gold known labels by task
 * @param ignored labelers whose answers decide nothing
 * @param groups the group of each labeler that is in one
 */
record CrowdFile(
    List<String> labels,
    List<List<String>> answers,
    SortedMap<String, String> gold,
    List<String> ignored,
    SortedMap<String, String> groups) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CrowdFile of(Crowd crowd) {
    Answers answers = crowd.answers();
    List<List<String>> rows = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        rows.add(
            List.of(
                answers.task(t),
                answers.labeler(answers.labelerAt(p)),
                answers.label(answers.labelAt(p))));
      }
    }
    List<String> ignored = new ArrayList<>();
    TreeMap<String, String> groups = new TreeMap<>();
    for (int j = 0; j < answers.labelers(); j++) {
      String labeler = answers.labeler(j);
      if (crowd.exclusions().ignores(labeler)) {
        ignored.add(labeler);
      }
      crowd.exclusions().findGroup(labeler).ifPresent(group -> groups.put(labeler, group));
    }
    return new CrowdFile(answers.labelNames(), rows, new TreeMap<>(crowd.gold()), ignored, groups);
  }

  Crowd crowd(UUID datasetId) {
    Answers.Builder builder = Answers.builder();
    answers.forEach(row -> builder.add(row.get(0), row.get(1), row.get(2)));
    return new Crowd(
        datasetId,
        builder.build().labelsWith(new TreeSet<>(labels)),
        Map.copyOf(gold),
        Exclusions.of(new TreeSet<>(ignored), groups),
        true);
  }

  /** Anything as gzipped JSON; the same bytes for the same content. */
  static byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      JSON.writeValue(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] bytes, Class<T> type) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return JSON.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
