package io.assay.validation.onnx;

import java.util.Set;

/**
 * The operators an encoder may use: functions of their inputs, from the standard's own domain.
 *
 * <p>Left out are those that repeat without a bound (Loop, Scan, SequenceMap), those that draw
 * random numbers, those on sequences, strings and optional values, and those for training. If is
 * there: it runs one of two subgraphs once.
 */
final class AllowedOperators {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "Abs",
          "Acos",
          "Acosh",
          "Add",
          "And",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "BitShift",
          "BitwiseAnd",
          "BitwiseNot",
          "BitwiseOr",
          "BitwiseXor",
          "Cast",
          "CastLike",
          "Ceil",
          "Celu",
          "Clip",
          "Cos",
          "Cosh",
          "Div",
          "Elu",
          "Equal",
          "Erf",
          "Exp",
          "Floor",
          "Gelu",
          "Greater",
          "GreaterOrEqual",
          "HardSigmoid",
          "HardSwish",
          "Identity",
          "IsInf",
          "IsNaN",
          "LeakyRelu",
          "Less",
          "LessOrEqual",
          "Log",
          "Max",
          "Mean",
          "Min",
          "Mish",
          "Mod",
          "Mul",
          "Neg",
          "Not",
          "Or",
          "PRelu",
          "Pow",
          "Reciprocal",
          "Relu",
          "Round",
          "Selu",
          "Shrink",
          "Sigmoid",
          "Sign",
          "Sin",
          "Sinh",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Sub",
          "Sum",
          "Swish",
          "Tan",
          "Tanh",
          "ThresholdedRelu",
          "Where",
          "Xor");

  private static final Set<String> SHAPE =
      Set.of(
          "CenterCropPad",
          "Compress",
          "Concat",
          "Constant",
          "ConstantOfShape",
          "CumSum",
          "DepthToSpace",
          "Expand",
          "EyeLike",
          "Flatten",
          "Gather",
          "GatherElements",
          "GatherND",
          "NonZero",
          "OneHot",
          "Pad",
          "Range",
          "Reshape",
          "Resize",
          "ReverseSequence",
          "Scatter",
          "ScatterElements",
          "ScatterND",
          "Shape",
          "Size",
          "Slice",
          "SpaceToDepth",
          "Split",
          "Squeeze",
          "Tile",
          "TopK",
          "Transpose",
          "Trilu",
          "Unique",
          "Unsqueeze",
          "Upsample");

  private static final Set<String> LINEAR =
      Set.of(
          "Attention",
          "Conv",
          "ConvInteger",
          "ConvTranspose",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "Einsum",
          "GRU",
          "Gemm",
          "LSTM",
          "MatMul",
          "MatMulInteger",
          "QLinearConv",
          "QLinearMatMul",
          "QuantizeLinear",
          "RNN",
          "RotaryEmbedding",
          "DFT",
          "STFT",
          "MelWeightMatrix",
          "HannWindow",
          "HammingWindow",
          "BlackmanWindow");

  private static final Set<String> REDUCTION =
      Set.of(
          "ArgMax",
          "ArgMin",
          "AveragePool",
          "BatchNormalization",
          "GlobalAveragePool",
          "GlobalLpPool",
          "GlobalMaxPool",
          "GridSample",
          "GroupNormalization",
          "Hardmax",
          "InstanceNormalization",
          "LRN",
          "LayerNormalization",
          "LogSoftmax",
          "LpNormalization",
          "LpPool",
          "MaxPool",
          "MeanVarianceNormalization",
          "RMSNormalization",
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSum",
          "ReduceSumSquare",
          "RoiAlign",
          "Softmax");

  /** Dropout is nothing outside of training; see {@link OnnxReader} for its third input. */
  private static final Set<String> OTHER = Set.of("Dropout", "If");

  private AllowedOperators() {}

  static boolean contain(String operator) {
    return ELEMENTWISE.contains(operator)
        || SHAPE.contains(operator)
        || LINEAR.contains(operator)
        || REDUCTION.contains(operator)
        || OTHER.contains(operator);
  }

  static boolean isStandardDomain(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
