package io.assay.consensus.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Answers ANSWERS =
      Answers.builder()
          .add("t2", "zoe", "no")
          .add("t1", "ann", "yes")
          .add("t2", "ann", "maybe")
          .build();

  @Test
  void names_addedInAnyOrder_areNumberedInNaturalOrder() {
    assertThat(ANSWERS.task(0)).isEqualTo("t1");
    assertThat(ANSWERS.labeler(1)).isEqualTo("zoe");
    assertThat(ANSWERS.label(0)).isEqualTo("maybe");
    assertThat(ANSWERS.labelIndex("yes")).isEqualTo(2);
    assertThat(ANSWERS.labelIndex("never")).isEqualTo(-1);
    assertThat(ANSWERS.taskIndex("t9")).isEqualTo(-1);
    assertThat(ANSWERS.labelerIndex("ann")).isZero();
  }

  @Test
  void bothTables_holdTheSameAnswers() {
    assertThat(ANSWERS.size()).isEqualTo(3);
    assertThat(ANSWERS.taskStart(1)).isEqualTo(1);
    assertThat(ANSWERS.taskEnd(1)).isEqualTo(3);
    assertThat(ANSWERS.labelerAt(1)).isZero();
    assertThat(ANSWERS.label(ANSWERS.labelAt(2))).isEqualTo("no");
    assertThat(ANSWERS.labelerEnd(0)).isEqualTo(2);
    assertThat(ANSWERS.taskOf(1)).isEqualTo(1);
    assertThat(ANSWERS.label(ANSWERS.labelOf(1))).isEqualTo("maybe");
  }

  @Test
  void aSecondAnswerOfTheSameLabeler_isRefused() {
    Answers.Builder twice = Answers.builder().add("t", "ann", "yes").add("t", "ann", "no");
    assertThatThrownBy(twice::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ann")
        .hasMessageContaining("twice");
  }

  @Test
  void labelsWith_moreLabels_keepsTheAnswers() {
    Answers wider = ANSWERS.labelsWith(Set.of("always", "yes"));
    assertThat(wider.labels()).isEqualTo(4);
    assertThat(wider.label(wider.labelAt(0))).isEqualTo("yes");
    assertThat(wider.label(wider.labelOf(1))).isEqualTo("maybe");
  }

  @Test
  void noAnswers_isEmptyAndNotAnError() {
    Answers empty = Answers.builder().build();
    assertThat(empty.tasks()).isZero();
    assertThat(empty.size()).isZero();
  }
}
