package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WawaTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Wawa();
  }

  @Test
  void tiedVotes_goToWhoAgreesWithTheMajorityElsewhere() {
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      rows.add(new String[] {"t" + t, "ann", "no"});
      rows.add(new String[] {"t" + t, "bob", t == 0 ? "no" : "yes"});
      rows.add(new String[] {"t" + t, "cat", "no"});
    }
    rows.add(new String[] {"tie", "ann", "yes"});
    rows.add(new String[] {"tie", "bob", "no"});
    Answers answers = SyntheticCrowd.answers(rows);
    Consensus consensus = new Wawa().aggregate(answers, Map.of());
    int tie = answers.taskIndex("tie");
    // A tied label agrees by half: 3.5 of 4 against 1.5 of 4.
    assertThat(consensus.label(tie)).isEqualTo("yes");
    assertThat(consensus.confidence(tie)).isCloseTo(0.7, within(1e-6));
  }
}
