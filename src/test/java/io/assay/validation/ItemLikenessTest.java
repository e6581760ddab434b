package io.assay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.validation.LikenessStore.Hashed;
import io.assay.validation.gpu.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemLikenessTest {
  private static final NearGroups GROUPS = new NearGroups(Engines.cpu());

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static Hashed hashed(int number, long hash, @Nullable UUID group) {
    return new Hashed(id(number), hash, group);
  }

  @Test
  void near_getAGroup_aloneHaveNone() {
    List<Hashed> items = List.of(hashed(1, 0, null), hashed(2, -1L, null), hashed(3, 0b111, null));
    assertThat(ItemLikeness.changed(items, GROUPS))
        .hasSize(2)
        .containsEntry(id(1), id(1))
        .containsEntry(id(3), id(1));
  }

  @Test
  void whatIsGroupedAlready_isNotWrittenAgain_newcomersJoinOrComeFirst() {
    List<Hashed> items =
        new ArrayList<>(List.of(hashed(2, 0, id(2)), hashed(3, 1, id(2)), hashed(4, -1L, null)));
    assertThat(ItemLikeness.changed(items, GROUPS)).isEmpty();
    items.add(0, hashed(1, 3, null));
    assertThat(ItemLikeness.changed(items, GROUPS)).containsOnlyKeys(id(1), id(2), id(3));
    assertThat(ItemLikeness.changed(items, GROUPS)).containsEntry(id(3), id(1));
  }
}
