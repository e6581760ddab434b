package io.assay.validation.heads;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.assay.validation.features.SparseMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.protos.ParametersProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * A softmax head as a Tribuo model, with its provenance: Tribuo explains its predictions by the
 * features, evaluates it like any classifier, writes and reads it as a protocol buffer, and exports
 * it.
 */
public final class TribuoHead extends AbstractLinearSGDModel<Label> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 0;
  private static final String NAME = "softmax-head";

  private TribuoHead(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> outputs,
      LinearParameters parameters) {
    super(name, provenance, features, outputs, parameters, true);
  }

  /**
   * A head over columns that have no names: the feature of column c is called by its number in ten
   * digits, see {@link #example}. Columns whose weights are 0 are left out.
   *
   * @param labels the names of the classes, in their order
   */
  public static TribuoHead of(SoftmaxHead head, List<String> labels, ModelProvenance provenance) {
    if (labels.size() != head.classes()) {
      throw new IllegalArgumentException(
          labels.size() + " labels for " + head.classes() + " classes");
    }
    MutableFeatureMap seen = new MutableFeatureMap();
    for (int c = 0; c < head.columns(); c++) {
      boolean any = false;
      for (int k = 0; k < head.classes(); k++) {
        any |= head.weights()[c * head.classes() + k] != 0;
      }
      if (any) {
        seen.add(TribuoReference.featureName(c), 1);
      }
    }
    ImmutableFeatureMap features = new ImmutableFeatureMap(seen);
    int[] columns = new int[features.size()];
    for (int id = 0; id < columns.length; id++) {
      columns[id] = Integer.parseInt(features.get(id).getName());
    }
    var outputs = new LabelFactory().generateInfo();
    labels.forEach(label -> outputs.observe(new Label(label)));
    return of(head, columns, labels, features, outputs.generateImmutableOutputInfo(), provenance);
  }

  /**
   * A head over named features.
   *
   * @param columns the column of each feature by its number
   * @param labels the names of the classes, in their order
   */
  static TribuoHead of(
      SoftmaxHead head,
      int[] columns,
      List<String> labels,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> outputs,
      ModelProvenance provenance) {
    double[][] weights = new double[labels.size()][columns.length + 1];
    for (int k = 0; k < labels.size(); k++) {
      double[] row = weights[outputs.getID(new Label(labels.get(k)))];
      for (int id = 0; id < columns.length; id++) {
        row[id] = head.weights()[columns[id] * labels.size() + k];
      }
      row[columns.length] = head.bias()[k];
    }
    LinearParameters parameters = new LinearParameters(DenseMatrix.createDenseMatrix(weights));
    return new TribuoHead(NAME, provenance, features, outputs, parameters);
  }

  /** A row of a matrix as an example for {@link #predict}. */
  public static Example<Label> example(SparseMatrix features, int row) {
    return TribuoReference.example(features, row, LabelFactory.UNKNOWN_LABEL);
  }

  /**
   * The classes of an item with their probabilities.
   *
   * @throws IllegalArgumentException when it has none of the features the head knows
   */
  @Override
  public Prediction<Label> predict(Example<Label> example) {
    PredAndActive sums = predictSingle(example);
    double[] scores = sums.prediction.toArray();
    softmax(scores);
    Map<String, Label> all = new LinkedHashMap<>();
    Label best = new Label(outputIDInfo.getOutput(0).getLabel(), scores[0]);
    for (int k = 0; k < scores.length; k++) {
      Label label = new Label(outputIDInfo.getOutput(k).getLabel(), scores[k]);
      all.put(label.getLabel(), label);
      best = label.getScore() > best.getScore() ? label : best;
    }
    return new Prediction<>(best, all, sums.numActiveFeatures - 1, example, true);
  }

  private static void softmax(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] = StrictMath.exp(values[k] - max);
      sum += values[k];
    }
    for (int k = 0; k < values.length; k++) {
      values[k] /= sum;
    }
  }

  @Override
  protected TribuoHead copy(String newName, ModelProvenance newProvenance) {
    LinearParameters parameters = (LinearParameters) modelParameters.copy();
    return new TribuoHead(newName, newProvenance, featureIDMap, outputIDInfo, parameters);
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
    return "TribuoHead";
  }

  @Override
  public ModelProto serialize() {
    ClassificationLinearSGDProto data =
        ClassificationLinearSGDProto.newBuilder()
            .setMetadata(createDataCarrier().serialize())
            .setParams((ParametersProto) modelParameters.serialize())
            .build();
    return ModelProto.newBuilder()
        .setClassName(TribuoHead.class.getName())
        .setVersion(VERSION)
        .setSerializedData(Any.pack(data))
        .build();
  }

  /**
   * Reads what {@link #serialize} wrote; Tribuo calls it by name.
   *
   * @throws InvalidProtocolBufferException when the message is no such model
   */
  public static TribuoHead deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    if (version != VERSION) {
      throw new IllegalArgumentException("unknown version " + version + " of " + className);
    }
    ClassificationLinearSGDProto data = message.unpack(ClassificationLinearSGDProto.class);
    ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(data.getMetadata());
    @SuppressWarnings("unchecked") // The outputs of a head are labels.
    ImmutableOutputInfo<Label> outputs = (ImmutableOutputInfo<Label>) carrier.outputDomain();
    LinearParameters parameters =
        LinearParameters.deserializeFromProto(
            data.getParams().getVersion(),
            data.getParams().getClassName(),
            data.getParams().getSerializedData());
    return new TribuoHead(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), outputs, parameters);
  }
}
