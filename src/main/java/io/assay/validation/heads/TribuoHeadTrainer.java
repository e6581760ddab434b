package io.assay.validation.heads;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.assay.validation.features.SparseMatrix;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * {@link SoftmaxTrainer} as a Tribuo trainer, for any Tribuo data set. The weights of examples
 * count, so an item of several likely classes may come once for each, weighed by their
 * probabilities.
 *
 * <p>The model's provenance holds all parameters and the data set's, all that is needed to train it
 * again; training draws nothing.
 */
public final class TribuoHeadTrainer implements Trainer<Label>, WeightedExamples {
  @Config(description = "What half the square of a weight costs in all, in nats.")
  private double strength = SoftmaxTrainer.usual().strength();

  @Config(description = "The same a row and for columns scaled to one variance.")
  private double shrinkage = SoftmaxTrainer.usual().shrinkage();

  @Config(description = "Steps after which training stops.")
  private int maxSteps = SoftmaxTrainer.usual().maxSteps();

  @Config(description = "Relative fall of the loss in a step below which training stops.")
  private double tolerance = SoftmaxTrainer.usual().tolerance();

  private int invocations;

  /** The usual trainer; also for OLCUT. */
  public TribuoHeadTrainer() {}

  /** A trainer with these settings. */
  public TribuoHeadTrainer(SoftmaxTrainer settings) {
    strength = settings.strength();
    shrinkage = settings.shrinkage();
    maxSteps = settings.maxSteps();
    tolerance = settings.tolerance();
  }

  @Override
  public synchronized TribuoHead train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    TreeSet<String> names = new TreeSet<>();
    examples.getOutputInfo().getDomain().forEach(label -> names.add(label.getLabel()));
    List<String> labels = List.copyOf(names);
    SoftmaxHead head =
        new SoftmaxTrainer(strength, shrinkage, maxSteps, tolerance)
            .train(
                matrix(examples, features),
                IntStream.range(0, examples.size()).toArray(),
                targets(examples, labels));
    ModelProvenance provenance =
        new ModelProvenance(
            TribuoHead.class.getName(),
            OffsetDateTime.now(ZoneOffset.UTC),
            examples.getProvenance(),
            getProvenance(),
            runProvenance);
    invocations++;
    int[] columns = IntStream.range(0, features.size()).toArray();
    return TribuoHead.of(head, columns, labels, features, examples.getOutputIDInfo(), provenance);
  }

  private static SparseMatrix matrix(Dataset<Label> examples, ImmutableFeatureMap features) {
    int[] start = new int[examples.size() + 1];
    int[] index = new int[examples.size()];
    float[] value = new float[examples.size()];
    int at = 0;
    for (int i = 0; i < examples.size(); i++) {
      // Tribuo keeps features in the order of their names, and so are their numbers.
      for (Feature feature : examples.getExample(i)) {
        if (at == index.length) {
          index = Arrays.copyOf(index, 2 * at);
          value = Arrays.copyOf(value, 2 * at);
        }
        index[at] = features.getID(feature.getName());
        value[at++] = (float) feature.getValue();
      }
      start[i + 1] = at;
    }
    return new SparseMatrix(features.size(), start, index, value);
  }

  private static Targets targets(Dataset<Label> examples, List<String> labels) {
    float[] probability = new float[examples.size() * labels.size()];
    float[] weight = new float[examples.size()];
    for (int i = 0; i < weight.length; i++) {
      Example<Label> example = examples.getExample(i);
      int k = labels.indexOf(example.getOutput().getLabel());
      if (k >= 0) {
        probability[i * labels.size() + k] = 1;
        weight[i] = example.getWeight();
      }
    }
    return new Targets(labels.size(), probability, weight);
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
