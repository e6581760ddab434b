package io.assay.validation;

import java.util.List;

/*
 * The reference engine. Training is stochastic gradient descent with AdaGrad steps (Duchi et al.,
 * 2011) over the examples in their order, a fixed number of times: nothing is drawn, so the same
 * input gives the same bits. Regularisation shrinks only the weights an example touches, in
 * proportion to how often it comes, which makes an epoch cost what the examples hold and no more.
 */
/** Runs the validation model on the CPU. */
final class CpuEngine implements ValidationEngine {
  private static final int EPOCHS = 20;
  private static final double STEP = 0.5;
  private static final double EPSILON = 1e-8;

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public List<SparseVector> encode(List<String> texts) {
    return texts.stream().map(TextEncoder::encode).toList();
  }

  @Override
  public Head train(List<SparseVector> examples, double[][] targets, double l2) {
    int classes = targets.length == 0 ? 0 : targets[0].length;
    double[] weights = new double[TextEncoder.DIMENSIONS * classes];
    double[] squares = new double[weights.length];
    double[] bias = new double[classes];
    double[] biasSquares = new double[classes];
    Head head = new Head(classes, weights, bias);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int i = 0; i < examples.size(); i++) {
        SparseVector example = examples.get(i);
        double[] gradient = scores(head, example);
        softmax(gradient);
        for (int k = 0; k < classes; k++) {
          gradient[k] -= targets[i][k];
          biasSquares[k] += gradient[k] * gradient[k];
          bias[k] -= STEP * gradient[k] / StrictMath.sqrt(biasSquares[k] + EPSILON);
        }
        for (int j = 0; j < example.size(); j++) {
          int row = example.index(j) * classes;
          for (int k = 0; k < classes; k++) {
            double slope = gradient[k] * example.value(j) + l2 * weights[row + k];
            squares[row + k] += slope * slope;
            weights[row + k] -= STEP * slope / StrictMath.sqrt(squares[row + k] + EPSILON);
          }
        }
      }
    }
    return head;
  }

  @Override
  public double[][] score(Head head, List<SparseVector> examples) {
    double[][] scores = new double[examples.size()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scores(head, examples.get(i));
    }
    return scores;
  }

  private static double[] scores(Head head, SparseVector example) {
    double[] scores = new double[head.classes()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = head.bias(k);
    }
    for (int j = 0; j < example.size(); j++) {
      for (int k = 0; k < scores.length; k++) {
        scores[k] += head.weight(example.index(j), k) * example.value(j);
      }
    }
    return scores;
  }

  /** Turns log-odds into probabilities, in place. */
  static void softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = StrictMath.exp(scores[k] - max);
      sum += scores[k];
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] /= sum;
    }
  }
}
