package io.assay.consensus.classification;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.assay.consensus.answers.Answers;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains a {@link ConsensusModel} from a data set as {@link AnswersDataset} makes it.
 *
 * <p>The model's provenance holds the method, its parameters and the hash of the answers, all that
 * is needed to train it again.
 */
public final class ConsensusTrainer implements Trainer<Label> {
  @Config(description = "Name of the method of aggregation.")
  private String method = Aggregators.DEFAULT.name();

  private int invocations;

  /** For OLCUT. */
  private ConsensusTrainer() {}

  /**
   * A trainer by a method.
   *
   * @throws IllegalArgumentException when no method has this name
   */
  public ConsensusTrainer(String method) {
    this.method = method;
    aggregator();
  }

  private Aggregator aggregator() {
    return Aggregators.find(method)
        .orElseThrow(() -> new IllegalArgumentException("no method of aggregation " + method));
  }

  @Override
  public synchronized ConsensusModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    Answers answers = AnswersDataset.answers(examples);
    Map<String, String> gold = AnswersDataset.gold(examples);
    Consensus consensus = aggregator().aggregate(answers, gold);
    invocations++;
    return ConsensusModel.of(
        consensus.confusions(),
        examples,
        FitProvenance.of(
            consensus,
            AnswersHash.of(answers, gold),
            examples.getProvenance(),
            runProvenance,
            OffsetDateTime.now(ZoneOffset.UTC)));
  }

  @Override
  public synchronized int getInvocationCount() {
    return invocations;
  }

  @Override
  public synchronized void setInvocationCount(int count) {
    invocations = count;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
