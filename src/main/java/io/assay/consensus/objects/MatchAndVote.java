package io.assay.consensus.objects;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.BetaDistribution;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.Reliability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Objects by matching what labelers drew and voting on each candidate.
 *
 * <p>Shapes of different labelers that overlap are one candidate ({@link Clusters}). Whether it is
 * there is a question of two classes that everybody who answered the item has answered, by marking
 * it or not: Dawid–Skene gives its probability and tells who misses and who invents. Its class is a
 * second such question to those who marked it. Where it lies is the weighted median of the shapes,
 * labelers weighing the inverse of their usual 1 - IoU against it, found in turn.
 *
 * <p>Source: Dawid, Skene (1979); Branson, Van Horn, Perona (2017), Lean crowdsourcing.
 */
public final class MatchAndVote {
  private static final int ROUNDS = 5;
  private static final double USUAL_MISFIT = 0.2;
  private static final double MISFIT_STRENGTH = 3;
  private static final double LEAST_MISFIT = 0.01;
  private static final String THERE = "there";
  private static final String ABSENT = "absent";

  private record Candidate(int item, String name, List<Clusters.Mark> marks) {}

  /** Estimates from the markings of all items, at most one a labeler and item, in any order. */
  public ObjectConsensus estimate(Collection<Marking> markings, Exclusions exclusions) {
    return new Run(markings, exclusions).result();
  }

  private static final class Run {
    private final List<Marking> sorted;
    private final Exclusions exclusions;
    private final List<String> items;
    private final List<String> labelers;
    private final List<List<Integer>> answeredBy = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Consensus existence;
    private final Consensus classes;
    private final double[] misfit;
    private final Shape[] shapes;

    Run(Collection<Marking> markings, Exclusions exclusions) {
      this.exclusions = exclusions;
      sorted = new ArrayList<>(markings);
      sorted.sort(Comparator.comparing(Marking::item).thenComparing(Marking::labeler));
      items = names(sorted.stream().map(Marking::item));
      labelers = names(sorted.stream().map(Marking::labeler));
      match();
      existence = vote(true);
      classes = vote(false);
      misfit = new double[labelers.size()];
      Arrays.fill(misfit, USUAL_MISFIT);
      shapes = new Shape[candidates.size()];
      for (int round = 0; round < ROUNDS; round++) {
        place();
      }
    }

    private static List<String> names(Stream<String> all) {
      return all.distinct().sorted().toList();
    }

    private void match() {
      List<List<Clusters.Mark>> marks = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        marks.add(new ArrayList<>());
        answeredBy.add(new ArrayList<>());
      }
      for (Marking marking : sorted) {
        int item = Collections.binarySearch(items, marking.item());
        int labeler = Collections.binarySearch(labelers, marking.labeler());
        answeredBy.get(item).add(labeler);
        for (Shape shape : marking.shapes()) {
          marks.get(item).add(new Clusters.Mark(labeler, shape));
        }
      }
      for (int i = 0; i < items.size(); i++) {
        int number = 0;
        for (List<Clusters.Mark> cluster : Clusters.of(marks.get(i))) {
          candidates.add(new Candidate(i, i + "/" + number++, cluster));
        }
      }
    }

    /** Whether candidates are there, or of which class, as a question to the labelers. */
    private Consensus vote(boolean ofExistence) {
      Answers.Builder answers = Answers.builder();
      for (Candidate candidate : candidates) {
        Map<Integer, String> given = new TreeMap<>();
        if (ofExistence) {
          answeredBy.get(candidate.item()).forEach(labeler -> given.put(labeler, ABSENT));
        }
        for (Clusters.Mark mark : candidate.marks()) {
          given.put(mark.labeler(), ofExistence ? THERE : mark.shape().label());
        }
        given.forEach(
            (labeler, answer) -> answers.add(candidate.name(), labelers.get(labeler), answer));
      }
      return Aggregators.DEFAULT.aggregate(
          answers.build(), Map.of(), LabelPrior.none(), exclusions);
    }

    private double there(Candidate candidate) {
      int task = existence.answers().taskIndex(candidate.name());
      int label = existence.answers().labelIndex(THERE);
      return label < 0 ? 0 : existence.probability(task, label);
    }

    private String label(Candidate candidate) {
      return classes.label(classes.answers().taskIndex(candidate.name()));
    }

    private double classConfidence(Candidate candidate) {
      return classes.confidence(classes.answers().taskIndex(candidate.name()));
    }

    private double[] weights(Candidate candidate) {
      double[] weights = new double[candidate.marks().size()];
      for (int n = 0; n < weights.length; n++) {
        int labeler = candidate.marks().get(n).labeler();
        boolean ignored = exclusions.ignores(labelers.get(labeler));
        weights[n] = ignored ? 1e-6 : 1 / Math.max(LEAST_MISFIT, misfit[labeler]);
      }
      return weights;
    }

    private static List<Shape> drawn(Candidate candidate) {
      return candidate.marks().stream().map(Clusters.Mark::shape).toList();
    }

    /** Places every candidate with the present weights, then learns the weights anew. */
    private void place() {
      double[] sum = new double[misfit.length];
      double[] count = new double[misfit.length];
      Arrays.fill(sum, MISFIT_STRENGTH * USUAL_MISFIT);
      Arrays.fill(count, MISFIT_STRENGTH);
      for (int c = 0; c < shapes.length; c++) {
        Candidate candidate = candidates.get(c);
        shapes[c] = Geometry.median(drawn(candidate), weights(candidate), label(candidate));
        if (candidate.marks().size() < 3) {
          continue; // Two cannot tell who of them is off.
        }
        for (Clusters.Mark mark : candidate.marks()) {
          sum[mark.labeler()] += there(candidate) * (1 - Overlap.of(mark.shape(), shapes[c]));
          count[mark.labeler()] += there(candidate);
        }
      }
      for (int j = 0; j < misfit.length; j++) {
        misfit[j] = sum[j] / count[j];
      }
    }

    ObjectConsensus result() {
      List<List<ObjectEstimate>> objects = new ArrayList<>();
      items.forEach(item -> objects.add(new ArrayList<>()));
      double[] right = new double[items.size()];
      int[] decided = new int[items.size()];
      double missed = missed();
      for (int c = 0; c < shapes.length; c++) {
        Candidate candidate = candidates.get(c);
        double there = there(candidate);
        double sure = classConfidence(candidate);
        decided[candidate.item()]++;
        right[candidate.item()] += there >= 0.5 ? there * sure : 1 - there;
        if (there >= 0.5) {
          double fit = Geometry.overlap(shapes[c], drawn(candidate), weights(candidate));
          objects
              .get(candidate.item())
              .add(
                  new ObjectEstimate(
                      shapes[c], there, sure, Consensus.quantise(fit), candidate.marks().size()));
        }
      }
      List<ItemObjects> results = new ArrayList<>();
      for (int i = 0; i < right.length; i++) {
        int answers = answeredBy.get(i).size();
        double confidence =
            decided[i] > 0 ? right[i] / decided[i] : 1 - StrictMath.pow(missed, answers);
        results.add(
            new ItemObjects(items.get(i), objects.get(i), Consensus.quantise(confidence), answers));
      }
      return new ObjectConsensus(results, reliabilities());
    }

    /** How often an object that is there is not marked, by all together. */
    private double missed() {
      double marked = 1;
      double asked = 2;
      for (Candidate candidate : candidates) {
        marked += there(candidate) * candidate.marks().size();
        asked += there(candidate) * answeredBy.get(candidate.item()).size();
      }
      return 1 - marked / asked;
    }

    private List<ObjectReliability> reliabilities() {
      double[] hits = new double[labelers.size()];
      double[] marks = new double[hits.length];
      double[] objects = new double[hits.length];
      int[] answers = new int[hits.length];
      answeredBy.forEach(all -> all.forEach(labeler -> answers[labeler]++));
      for (Candidate candidate : candidates) {
        double there = there(candidate);
        for (int labeler : answeredBy.get(candidate.item())) {
          objects[labeler] += there;
        }
        for (Clusters.Mark mark : candidate.marks()) {
          marks[mark.labeler()]++;
          hits[mark.labeler()] += there;
        }
      }
      List<ObjectReliability> all = new ArrayList<>();
      for (int j = 0; j < hits.length; j++) {
        double[] agreement = interval(hits[j], marks[j] + objects[j] - hits[j]);
        double[] precision = interval(hits[j], marks[j]);
        double[] recall = interval(hits[j], objects[j]);
        all.add(
            new ObjectReliability(
                labelers.get(j),
                answers[j],
                agreement[0],
                agreement[1],
                agreement[2],
                precision[0],
                precision[1],
                precision[2],
                recall[0],
                recall[1],
                recall[2],
                Consensus.quantise(1 - misfit[j]),
                informativeness(labelers.get(j))));
      }
      return all;
    }

    private double informativeness(String labeler) {
      for (Reliability reliability : existence.reliabilities()) {
        if (reliability.labeler().equals(labeler)) {
          return reliability.informativeness();
        }
      }
      return 0;
    }

    private static double[] interval(double hits, double trials) {
      BetaDistribution beta = new BetaDistribution(1 + hits, 1 + Math.max(0, trials - hits));
      double mean = beta.a() / (beta.a() + beta.b());
      return new double[] {
        Consensus.quantise(mean),
        Consensus.quantise(Math.min(mean, beta.quantile(0.025))),
        Consensus.quantise(Math.max(mean, beta.quantile(0.975)))
      };
    }
  }
}
