package io.assay.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.platform.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<LabelOption> AB =
      List.of(new LabelOption("a", null, null), new LabelOption("b", null, null));

  private static final Map<String, LabelSchema> SCHEMAS =
      Map.of(
          "choice", new LabelSchema.Choice("?", AB),
          "multi-choice", new LabelSchema.MultiChoice("?", AB),
          "spans", new LabelSchema.Spans("?", AB),
          "boxes", new LabelSchema.Boxes("?", AB),
          "polygons", new LabelSchema.Polygons("?", AB),
          "pairwise", new LabelSchema.Pairwise("?", false),
          "rating", new LabelSchema.Rating("?", 0, 10, 0.5),
          "transcription", new LabelSchema.Transcription("?", 5));

  private static String read(String kind, String answer) throws Exception {
    return SCHEMAS.get(kind).read(JSON.readTree(answer)).canonical();
  }

  private static void refused(String kind, String answer) {
    assertThatThrownBy(() -> read(kind, answer))
        .as(kind + " " + answer)
        .isInstanceOf(Problem.class)
        .extracting(e -> ((Problem) e).slug())
        .isEqualTo("unknown-label");
  }

  @Test
  void everyKind_takesItsAnswers_inOneForm() throws Exception {
    assertThat(read("choice", "\"a\"")).isEqualTo("a");
    assertThat(read("multi-choice", "[\"b\", \"a\"]")).isEqualTo("[\"a\",\"b\"]");
    assertThat(read("multi-choice", "[]")).isEqualTo("[]");
    assertThat(
            read(
                "spans",
                "[{\"label\":\"a\",\"end\":4,\"start\":1},{\"start\":0,\"end\":1,\"label\":\"b\"}]"))
        .isEqualTo(
            "[{\"start\":0,\"end\":1,\"label\":\"b\"},{\"start\":1,\"end\":4,\"label\":\"a\"}]");
    assertThat(read("boxes", "[{\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"label\":\"a\"}]"))
        .isEqualTo("[{\"x\":1.0,\"y\":2.0,\"width\":3.0,\"height\":4.0,\"label\":\"a\"}]");
    assertThat(read("polygons", "[{\"points\":[[0,0],[1,0],[1,1]],\"label\":\"b\"}]"))
        .isEqualTo("[{\"points\":[[0.0,0.0],[1.0,0.0],[1.0,1.0]],\"label\":\"b\"}]");
    assertThat(read("pairwise", "\"left\"")).isEqualTo("left");
    assertThat(read("rating", "7.50")).isEqualTo("7.5");
    assertThat(read("rating", "10")).isEqualTo("10");
    assertThat(read("transcription", "\" hi \"")).isEqualTo("hi");
  }

  @Test
  void everyKind_refusesWhatItIsNot() {
    refused("choice", "\"c\"");
    refused("choice", "1");
    refused("choice", "null");
    refused("multi-choice", "[\"a\",\"a\"]");
    refused("multi-choice", "\"a\"");
    refused("spans", "[{\"start\":4,\"end\":4,\"label\":\"a\"}]");
    refused("spans", "[{\"start\":-1,\"end\":4,\"label\":\"a\"}]");
    refused("boxes", "[{\"x\":1,\"y\":2,\"width\":0,\"height\":4,\"label\":\"a\"}]");
    refused("polygons", "[{\"points\":[[0,0],[1,0]],\"label\":\"b\"}]");
    refused("pairwise", "\"tie\"");
    refused("rating", "7.3");
    refused("rating", "11");
    refused("rating", "\"7\"");
    refused("transcription", "\"too long\"");
    refused("transcription", "\"  \"");
  }

  @Test
  void json_tellsKindsApart_andRefusesTwins() throws Exception {
    for (Map.Entry<String, LabelSchema> entry : SCHEMAS.entrySet()) {
      String text = JSON.writeValueAsString(entry.getValue());
      assertThat(JSON.readTree(text).path("type").asText()).isEqualTo(entry.getKey());
    }
    assertThatThrownBy(() -> new LabelSchema.Choice("?", List.of(AB.get(0), AB.get(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
