package io.assay.simulation.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.blocs.Bloc;
import io.assay.consensus.blocs.BlocSearch;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Reliability;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.ModelInTheLoop;
import io.assay.validation.heads.SoftmaxTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Farms that let the validation model work for them, as well as they could ever rebuild it: they
 * know what it predicts. Labels are made as the platform makes them: blocs count once, then the
 * model comes in and its echoes go.
 */
class ModelAdversaryTest {
  private static final int ITEMS = 1200;
  private static final int LABELERS = 50;
  private static final int ACCOUNTS = 10;
  private static final String[][] WORDS = {
    {"ice", "frozen", "slippery", "frost"},
    {"pothole", "crater", "bump", "crack"},
    {"flood", "puddle", "river", "rain"}
  };
  private static final String[] FILLERS = {"road", "near", "bridge", "the", "corner", "big", "at"};
  private static final Aggregator CONSENSUS = Aggregators.DEFAULT;

  /** What an account answers to an item, by account. */
  private interface Farm {
    int answer(int account, int item, SplittableRandom random);
  }

  private record Labels(
      ModelInTheLoop.Outcome model, Consensus consensus, double accuracy, Set<String> suspected) {}

  private final int[] truth = new int[ITEMS];
  private final SparseMatrix features;
  private final int[] folds;
  private final Answers honest;

  ModelAdversaryTest() {
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      truth[i] = random.nextInt(WORDS.length);
      int told = random.nextInt(100) < 80 ? truth[i] : random.nextInt(WORDS.length);
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 6; w++) {
        text.append(FILLERS[random.nextInt(FILLERS.length)]).append(' ');
      }
      texts.add(text + WORDS[told][random.nextInt(4)] + " " + WORDS[told][random.nextInt(4)]);
    }
    features = TextEncoder.encode(texts);
    folds = Folds.of(texts.stream().mapToLong(Folds::contentKey).toArray());
    Answers.Builder answers = Answers.builder();
    double[] skill = random.doubles(LABELERS, 0.35, 0.85).toArray();
    for (int i = 0; i < ITEMS; i++) {
      int first = random.nextInt(LABELERS);
      for (int j = 0; j < 3; j++) {
        int labeler = (first + 7 * j) % LABELERS;
        boolean knows = random.nextDouble() < skill[labeler];
        answers.add(task(i), "honest" + labeler, name(knows ? truth[i] : random.nextInt(3)));
      }
    }
    honest = answers.build();
  }

  private static String task(int item) {
    return "item" + item;
  }

  private static String name(int label) {
    return "class" + label;
  }

  /** With accounts that give a share of all answers, each item at most once an account. */
  private Answers with(Farm farm, double share) {
    SplittableRandom random = new SplittableRandom(12);
    Answers.Builder all = Answers.builder();
    for (int t = 0; t < honest.tasks(); t++) {
      for (int p = honest.taskStart(t); p < honest.taskEnd(t); p++) {
        String labeler = honest.labeler(honest.labelerAt(p));
        all.add(honest.task(t), labeler, honest.label(honest.labelAt(p)));
      }
    }
    double each = share / (1 - share) * honest.size() / ((double) ITEMS * ACCOUNTS);
    for (int i = 0; i < ITEMS; i++) {
      for (int account = 0; account < ACCOUNTS; account++) {
        if (random.nextDouble() < each) {
          all.add(task(i), "farm" + account, name(farm.answer(account, i, random)));
        }
      }
    }
    return all.build();
  }

  private Labels label(Answers answers) {
    return label(answers, Map.of());
  }

  private Labels label(Answers answers, Map<String, String> gold) {
    Map<String, String> groups = new HashMap<>();
    int number = 0;
    for (Bloc bloc : BlocSearch.find(answers, gold)) {
      for (String member : bloc.members()) {
        groups.put(member, "bloc" + number);
      }
      number++;
    }
    Exclusions exclusions = Exclusions.of(Set.of(), groups);
    ModelInTheLoop.Outcome model =
        new ModelInTheLoop<>(
                CONSENSUS,
                SoftmaxTrainer.choices(),
                features,
                folds,
                task -> Integer.parseInt(task.substring("item".length())))
            .run(answers, gold, exclusions);
    Consensus consensus =
        CONSENSUS.aggregate(answers, gold, model.prior(), model.exclusions(exclusions));
    int right = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      int item = Integer.parseInt(answers.task(t).substring("item".length()));
      right += consensus.label(t).equals(name(truth[item])) ? 1 : 0;
    }
    Set<String> suspected = new TreeSet<>(groups.keySet());
    suspected.addAll(model.echoes());
    return new Labels(model, consensus, (double) right / answers.tasks(), suspected);
  }

  private static int likeliest(ModelInTheLoop.Outcome model, int item) {
    int best = 0;
    for (int k = 1; k < WORDS.length; k++) {
      boolean more =
          model.predictions().probability(item, k) > model.predictions().probability(item, best);
      best = more ? k : best;
    }
    return best;
  }

  private static double reliability(Labels labels) {
    return labels.consensus().reliabilities().stream()
        .filter(one -> one.labeler().startsWith("farm"))
        .mapToDouble(Reliability::accuracy)
        .average()
        .orElseThrow();
  }

  /** How often the farm is right in truth. */
  private double accuracy(Answers answers) {
    int right = 0;
    int all = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      int item = Integer.parseInt(answers.task(t).substring("item".length()));
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (answers.labeler(answers.labelerAt(p)).startsWith("farm")) {
          right += answers.label(answers.labelAt(p)).equals(name(truth[item])) ? 1 : 0;
          all++;
        }
      }
    }
    return (double) right / all;
  }

  private void gainsNothing(String what, Farm farm, Labels clean) {
    for (double share : new double[] {0.1, 0.2, 0.4}) {
      Answers attacked = with(farm, share);
      Labels labels = label(attacked);
      String of = what + " " + share;
      assertThat(labels.accuracy()).as(of).isGreaterThan(clean.accuracy() - 0.01);
      assertThat(labels.suspected())
          .as(of)
          .filteredOn(name -> name.startsWith("honest"))
          .hasSizeLessThanOrEqualTo(1);
      assertThat(labels.suspected()).as(of).hasSizeGreaterThan(4);
      // Labels follow the model where it counts, and so do those who repeat it.
      assertThat(reliability(labels)).as(of).isLessThan(accuracy(attacked) + 0.06);
    }
  }

  @Test
  void whoAnswersWithTheModel_gainsNothing() {
    Labels clean = label(honest);
    assertThat(clean.model().weights()).anyMatch(weight -> weight.earned());
    assertThat(clean.suspected()).isEmpty();
    int[] own = new int[ITEMS];
    Arrays.setAll(own, item -> likeliest(clean.model(), item));
    gainsNothing("the model's predictions", (account, item, coins) -> own[item], clean);
    gainsNothing(
        "the model on four items of five",
        (account, item, coins) -> coins.nextInt(5) > 0 ? own[item] : coins.nextInt(3),
        clean);
  }

  /** What accounts say that all ask one language model, wrong on the same items for all of them. */
  private Farm languageModel(double right, double disguise) {
    SplittableRandom random = new SplittableRandom(13);
    int[] said = new int[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      boolean knows = random.nextDouble() < right;
      said[i] = knows ? truth[i] : (truth[i] + 1 + random.nextInt(2)) % 3;
    }
    return (account, item, coins) -> coins.nextDouble() < disguise ? coins.nextInt(3) : said[item];
  }

  /** Beside gold at the share that datasets have if nothing is said. */
  @Test
  void whoAsksOneLanguageModel_gainsNothing() {
    Map<String, String> gold = new HashMap<>();
    for (int i = 0; i < ITEMS; i += 20) {
      gold.put(task(i), name(truth[i]));
    }
    Labels clean = label(honest, gold);
    for (double right : new double[] {0.65, 0.85}) {
      for (double disguise : new double[] {0, 0.2}) {
        for (double share : new double[] {0.1, 0.2, 0.4}) {
          Answers attacked = with(languageModel(right, disguise), share);
          Labels labels = label(attacked, gold);
          String of = "right " + right + " disguised " + disguise + " share " + share;
          assertThat(labels.accuracy()).as(of).isGreaterThan(clean.accuracy() - 0.01);
          assertThat(reliability(labels)).as(of).isLessThan(accuracy(attacked) + 0.06);
        }
      }
    }
  }
}
