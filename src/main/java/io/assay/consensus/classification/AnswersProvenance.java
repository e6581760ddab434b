package io.assay.consensus.classification;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.assay.consensus.answers.Answers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Where answers came from, as {@link AnswersDataset} would say it, without making a Tribuo data set
 * of them.
 */
public final class AnswersProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  /** For OLCUT, which reads what it has written. */
  public AnswersProvenance(Map<String, Provenance> map) {
    super(map);
  }

  private AnswersProvenance(Answers answers, String hash) {
    super(
        source(hash),
        new ListProvenance<>(),
        MutableDataset.class.getName(),
        false,
        false,
        answers.tasks(),
        features(answers),
        answers.labels());
  }

  static AnswersProvenance of(Answers answers, String hash) {
    return new AnswersProvenance(answers, hash);
  }

  /** Names the answers by their hash. */
  static SimpleDataSourceProvenance source(String hash) {
    // The time of the answers is theirs, not that of a conversion: equal answers, equal provenance.
    OffsetDateTime epoch = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
    return new SimpleDataSourceProvenance("answers sha256:" + hash, epoch, new LabelFactory());
  }

  /** The number of different answers l of labelers j. */
  private static int features(Answers answers) {
    int features = 0;
    BitSet given = new BitSet();
    for (int j = 0; j < answers.labelers(); j++) {
      given.clear();
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        given.set(answers.labelOf(q));
      }
      features += given.cardinality();
    }
    return features;
  }
}
