package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.dataset.LabelSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The road-hazard reports that ship with the server: short texts with known labels. */
final class SampleTexts {
  /** One report; {@code gold} marks those put in as hidden known answers. */
  record Report(String key, String text, String label, boolean gold) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleTexts() {}

  static List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(open("road-hazards.ndjson"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        reports.add(
            new Report(
                row.path("key").asText(),
                row.path("content").path("text").asText(),
                row.path("label").asText(),
                row.path("gold").asBoolean()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reports;
  }

  static LabelSchema schema() {
    try (InputStream schema = open("road-hazards-schema.json")) {
      return JSON.readValue(schema, LabelSchema.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream stream = SampleTexts.class.getResourceAsStream("/samples/" + name);
    if (stream == null) {
      throw new IllegalStateException("the jar has no sample " + name);
    }
    return stream;
  }
}
