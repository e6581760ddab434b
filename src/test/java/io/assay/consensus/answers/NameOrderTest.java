package io.assay.consensus.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NameOrderTest {
  private static final String[] ALPHABETS = {
    "ab",
    "0123456789",
    "\0a",
    "\0\1",
    "a\u007f\u0080\u00ff\u0100",
    "日本語",
    "\ud800\udc00\udbff\udfff\ue000\uffff",
    "\u0000\u8000\uffff"
  };

  @Test
  void noName_hasNoOrder() {
    assertThat(NameOrder.of(new String[0])).isEmpty();
    assertThat(NameOrder.of(new String[] {"one"})).containsExactly(0);
  }

  @Test
  void aPrefix_comesFirstAlsoWhenTheRestIsZeros() {
    inNaturalOrder("a\0", "a", "a\0\0", "", "\0", "b");
  }

  @Test
  void namesThatDifferBehindTheKey_areComparedAsAWhole() {
    String long1 = "x".repeat(70);
    inNaturalOrder(
        "a" + long1 + "b", "a" + long1 + "a", "b" + long1, "a" + long1, "a" + long1 + "\0");
  }

  @Test
  void surrogates_areOrderedAsCharacters() {
    inNaturalOrder("\uffff", "\ud83d\ude00", "\ue000", "\ud83d", "z", "\ude00");
  }

  @Test
  void anyNames_areInNaturalOrder() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
      String prefix = word(random, alphabet, random.nextInt(80));
      TreeSet<String> names = new TreeSet<>();
      int count = 1 + random.nextInt(300);
      for (int i = 0; i < count; i++) {
        String name = prefix + word(random, alphabet, random.nextInt(1 + random.nextInt(24)));
        names.add(name);
        names.add(name.substring(0, random.nextInt(name.length() + 1)));
        names.add(random.nextInt(9) == 0 ? word(random, alphabet, 3) : name + alphabet.charAt(0));
      }
      String[] shuffled = names.toArray(String[]::new);
      for (int i = shuffled.length; i > 1; i--) {
        int chosen = random.nextInt(i);
        String swap = shuffled[i - 1];
        shuffled[i - 1] = shuffled[chosen];
        shuffled[chosen] = swap;
      }
      inNaturalOrder(shuffled);
    }
  }

  private static String word(Random random, String alphabet, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private static void inNaturalOrder(String... names) {
    String[] sorted = names.clone();
    Arrays.sort(sorted);
    int[] order = NameOrder.of(names);
    assertThat(Arrays.stream(order).mapToObj(i -> names[i])).containsExactly(sorted);
  }
}
