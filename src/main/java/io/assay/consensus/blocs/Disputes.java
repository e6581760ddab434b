package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Disputes between blocs of labelers that only somebody outside of both can decide. */
public final class Disputes {
  /** Most questions at a time. */
  public static final int MAX_QUESTIONS = 10;

  private Disputes() {}

  /**
   * At most ten tasks whose true labels would decide which side of a dispute is the bloc; none
   * where there is none, or where the known labels have decided it.
   */
  public static List<String> questions(Answers answers, Map<String, String> gold) {
    return questions(BlocSearch.find(answers, gold, Exclusions.none()));
  }

  /** The same for blocs that are found already: their clearest disputes in turn. */
  public static List<String> questions(List<Bloc> blocs) {
    List<Bloc> open = new ArrayList<>(blocs);
    open.removeIf(bloc -> Math.abs(bloc.evidence()) >= BlocSearch.SETTLED);
    Set<String> questions = new LinkedHashSet<>();
    for (int rank = 0; rank < MAX_QUESTIONS; rank++) {
      for (Bloc bloc : open) {
        if (rank < bloc.disputed().size() && questions.size() < MAX_QUESTIONS) {
          questions.add(bloc.disputed().get(rank));
        }
      }
    }
    return List.copyOf(questions);
  }
}
