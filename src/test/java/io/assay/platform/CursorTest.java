package io.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void decode_givesWhatWasEncoded() {
    assertThat(Cursor.decode(Cursor.encode("a", "", "é 中"), 3)).isEqualTo(List.of("a", "", "é 中"));
  }

  @Test
  void decode_ofAnythingElse_isAProblem() {
    for (String bad : new String[] {"", "%%%", "nonsense", Cursor.encode("one")}) {
      assertThatThrownBy(() -> Cursor.decode(bad, 2))
          .isInstanceOf(Problem.class)
          .extracting(e -> ((Problem) e).slug())
          .isEqualTo("invalid-cursor");
    }
  }
}
