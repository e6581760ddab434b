package io.assay.consensus.classification;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.protos.ParametersProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * What a fit knows of the labelers as a linear softmax model over their answers.
 *
 * <p>The tempered posterior of Dawid–Skene is one: the weight of answer l of labeler j for class k
 * is b log θ_j(l|k), the bias b log π_k, b the inverse temperature. The vote share that {@link
 * ItemConsensus} mixes in is not part of it. So Tribuo explains a label by the answers that made
 * it, keeps the model with its provenance, and evaluates it like any classifier.
 */
public final class ConsensusModel extends AbstractLinearSGDModel<Label> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 0;

  private ConsensusModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> outputs,
      LinearParameters parameters) {
    super(name, provenance, features, outputs, parameters, true);
  }

  static ConsensusModel of(
      Confusions confusions, Dataset<Label> examples, ModelProvenance provenance) {
    MutableOutputInfo<Label> seen = examples.getOutputInfo().generateMutableOutputInfo();
    List<String> labels = confusions.labels();
    labels.forEach(label -> seen.observe(new Label(label)));
    ImmutableOutputInfo<Label> outputs = seen.generateImmutableOutputInfo();
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    double[][] weights = new double[labels.size()][features.size() + 1];
    double[] share = confusions.share();
    for (int k = 0; k < labels.size(); k++) {
      double[] row = weights[outputs.getID(new Label(labels.get(k)))];
      row[features.size()] = confusions.inverseTemperature() * StrictMath.log(share[k]);
    }
    for (VariableInfo feature : features) {
      String name = feature.getName();
      String labeler = AnswersDataset.labeler(name);
      int label = labels.indexOf(AnswersDataset.label(name));
      for (int k = 0; k < labels.size(); k++) {
        double evidence = StrictMath.log(confusions.given(labeler, label, k));
        double[] row = weights[outputs.getID(new Label(labels.get(k)))];
        row[features.getID(name)] = confusions.inverseTemperature() * evidence;
      }
    }
    DenseMatrix matrix = DenseMatrix.createDenseMatrix(weights);
    return new ConsensusModel(
        "consensus", provenance, features, outputs, new LinearParameters(matrix));
  }

  /**
   * The label of an item from its answers.
   *
   * @throws IllegalArgumentException when none of them is from a labeler the fit has seen
   */
  @Override
  public Prediction<Label> predict(Example<Label> example) {
    PredAndActive sums = predictSingle(example);
    DenseVector vector = sums.prediction;
    double[] scores = vector.toArray();
    Votes.softmax(scores, 0, scores.length);
    Map<String, Label> all = new LinkedHashMap<>();
    Label best = new Label(outputIDInfo.getOutput(0).getLabel(), scores[0]);
    for (int k = 0; k < scores.length; k++) {
      Label label = new Label(outputIDInfo.getOutput(k).getLabel(), scores[k]);
      all.put(label.getLabel(), label);
      if (scores[k] > best.getScore()) {
        best = label;
      }
    }
    return new Prediction<>(best, all, sums.numActiveFeatures - 1, example, true);
  }

  @Override
  protected ConsensusModel copy(String newName, ModelProvenance newProvenance) {
    LinearParameters parameters = (LinearParameters) modelParameters.copy();
    return new ConsensusModel(newName, newProvenance, featureIDMap, outputIDInfo, parameters);
  }

  @Override
  protected String getDimensionName(int index) {
    return outputIDInfo.getOutput(index).getLabel();
  }

  @Override
  protected ONNXNode onnxOutput(ONNXNode input) {
    return input.apply(ONNXOperators.SOFTMAX, Map.of("axis", 1));
  }

  @Override
  protected String onnxModelName() {
    return "ConsensusModel";
  }

  @Override
  public ModelProto serialize() {
    ClassificationLinearSGDProto data =
        ClassificationLinearSGDProto.newBuilder()
            .setMetadata(createDataCarrier().serialize())
            .setParams((ParametersProto) modelParameters.serialize())
            .build();
    return ModelProto.newBuilder()
        .setClassName(ConsensusModel.class.getName())
        .setVersion(VERSION)
        .setSerializedData(Any.pack(data))
        .build();
  }

  /**
   * Reads what {@link #serialize} wrote; Tribuo calls it by name.
   *
   * @throws InvalidProtocolBufferException when the message is no consensus model
   */
  public static ConsensusModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    if (version != VERSION) {
      throw new IllegalArgumentException("unknown version " + version + " of " + className);
    }
    ClassificationLinearSGDProto data = message.unpack(ClassificationLinearSGDProto.class);
    ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(data.getMetadata());
    @SuppressWarnings("unchecked") // The outputs of a consensus model are labels.
    ImmutableOutputInfo<Label> outputs = (ImmutableOutputInfo<Label>) carrier.outputDomain();
    LinearParameters parameters =
        LinearParameters.deserializeFromProto(
            data.getParams().getVersion(),
            data.getParams().getClassName(),
            data.getParams().getSerializedData());
    return new ConsensusModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), outputs, parameters);
  }
}
