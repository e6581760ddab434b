package io.assay.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.classification.ClassAccuracy;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.GoldEvaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitReportTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void whatIsKeptAsJson_isReadBackTheSame() throws JsonProcessingException {
    for (Object kept :
        List.of(
            new Drift(Drift.Trend.FALLING, -0.2, -0.3, -0.1, -3.5, 50, 100),
            new ClassAccuracy("ice", 12.5, 0.5, 0.3, 0.7),
            new GoldEvaluation(
                2,
                0.5,
                0.4,
                List.of(new GoldEvaluation.ClassFigures("ice", 1, null, 0.0, 0)),
                List.of(new GoldEvaluation.Cell("ice", "none", 1))))) {
      String text = json.writeValueAsString(kept);
      Object read = ReliabilityView.parse(text, json, kept.getClass());
      assertThat(read).isEqualTo(kept);
    }
    assertThat(ReliabilityView.parse(null, json, Drift.class)).isNull();
  }
}
