package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.provenance.ModelProvenance;

class FitProvenanceTest {
  private static final SyntheticCrowd CROWD = SyntheticCrowd.of(new Random(3), 60, 10, 3, 3);

  @Test
  void writtenAndRead_isTheSame_andNamesMethodParametersAndVersion() {
    Consensus fit = Aggregators.DEFAULT.aggregate(CROWD.answers(), Map.of());
    String hash = AnswersHash.of(CROWD.answers(), Map.of());
    OffsetDateTime time =
        OffsetDateTime.ofInstant(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    ModelProvenance provenance =
        FitProvenance.of(fit, hash, 180, Map.of("model-hash", "ab12"), time);
    ModelProvenance read = FitProvenance.read(FitProvenance.write(provenance));
    assertThat(read).isEqualTo(provenance);
    assertThat(read.toString())
        .contains(hash)
        .contains("last-sequence=180")
        .contains("method=assay")
        .contains("inverse-temperature");
    assertThat(read.getDatasetProvenance().getNumExamples()).isEqualTo(60);
    assertThat(read.getDatasetProvenance().getNumFeatures())
        .isEqualTo(AnswersDataset.of(CROWD.answers(), Map.of()).getFeatureMap().size());
  }

  @Test
  void garbage_isRefused() {
    assertThatThrownBy(() -> FitProvenance.read("bm90IHByb3ZlbmFuY2U="))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
