package io.assay.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EpochStateTest {
  private static final Set<String> WAYS =
      Set.of(
          "CLOSING ROOTED",
          "ROOTED PUBLISHED",
          "ROOTED UNKNOWN",
          "PUBLISHED FINAL",
          "PUBLISHED UNKNOWN",
          "FINAL UNKNOWN",
          "UNKNOWN ROOTED",
          "UNKNOWN PUBLISHED",
          "UNKNOWN FINAL");

  @Test
  void onlyTheseWaysAreOpen() {
    Set<String> open = new TreeSet<>();
    for (Epoch.State before : Epoch.State.values()) {
      for (Epoch.State next : Epoch.State.values()) {
        if (before.mayBecome(next)) {
          open.add(before + " " + next);
        }
      }
    }
    assertEquals(new TreeSet<>(WAYS), open);
  }

  @Test
  void theDatabaseHoldsTheSameWays() throws IOException {
    String sql = Files.readString(Path.of("migrations/V087__rename_epoch_states.sql"));
    Set<String> open = new TreeSet<>();
    Matcher pair = Pattern.compile("\\('([A-Z]+)', '([A-Z]+)'\\)").matcher(sql);
    while (pair.find()) {
      open.add(pair.group(1) + " " + pair.group(2));
    }
    assertEquals(new TreeSet<>(WAYS), open);
  }
}
