package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a single node makes of answers, for tests of other packages.
 *
 * @param theta θ(label | truth) by worker, label and truth
 * @param share share of the classes by label
 */
public record LocalFit(
    Consensus consensus, Map<List<String>, Double> theta, Map<String, Double> share) {

  /** Fits rows of task, worker and label. */
  public static LocalFit of(
      List<String[]> rows, Map<String, String> gold, ConfusionEm.Settings settings) {
    Answers seen = SyntheticCrowd.answers(rows);
    Votes votes = Votes.of(seen, gold, LabelPrior.none(), Exclusions.none());
    LocalPasses passes = new LocalPasses(votes);
    ConfusionEm em = new ConfusionEm(passes, settings);
    ConfusionParameters parameters = em.run();
    Answers answers = votes.answers;
    Map<List<String>, Double> theta = new HashMap<>();
    Map<String, Double> share = new HashMap<>();
    int classes = votes.classes;
    for (int k = 0; k < classes; k++) {
      share.put(answers.label(k), parameters.share()[k]);
      for (int j = 0; j < answers.labelers(); j++) {
        for (int l = 0; l < classes; l++) {
          theta.put(
              List.of(answers.labeler(j), answers.label(l), answers.label(k)),
              parameters.factors()[(passes.row(j) * classes + l) * classes + k]);
        }
      }
    }
    double[] posterior = passes.posterior(parameters);
    Consensus consensus = Consensus.of("local", new TreeMap<>(), votes, posterior, em.fitted());
    return new LocalFit(consensus, theta, share);
  }

  /** Made-up answers, the same for the same seed. */
  public static List<String[]> rows(
      long seed, int tasks, int labelers, int classes, int redundancy) {
    return SyntheticCrowd.of(new Random(seed), tasks, labelers, classes, redundancy).rows();
  }

  /** The folder of recorded crowds; says loudly when there is none. */
  public static Optional<Path> findRecordedCrowds() {
    return RealCrowds.findFolder();
  }
}
