package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
  private static double product(SparseMatrix m, int a, int b) {
    double sum = 0;
    for (int i = m.start()[a]; i < m.start()[a + 1]; i++) {
      int at = Arrays.binarySearch(m.index(), m.start()[b], m.start()[b + 1], m.index()[i]);
      sum += at < 0 ? 0 : (double) m.value()[i] * m.value()[at];
    }
    return sum;
  }

  private static double likeness(String a, String b) {
    return product(TextEncoder.encode(List.of(a, b)), 0, 1);
  }

  @Test
  void rows_haveLengthOne_columnsAscend_emptyTextIsEmpty() {
    SparseMatrix m =
        TextEncoder.encode(List.of("Ice on the road, ice everywhere", "", "!? --", "路面结冰了"));
    assertThat(m.rows()).isEqualTo(4);
    for (int row : new int[] {0, 3}) {
      assertThat(product(m, row, row)).isBetween(1 - 1e-5, 1 + 1e-5);
      for (int i = m.start()[row] + 1; i < m.start()[row + 1]; i++) {
        assertThat(m.index()[i]).isBetween(m.index()[i - 1] + 1, TextEncoder.COLUMNS - 1);
      }
    }
    assertThat(m.start()[2]).isEqualTo(m.start()[1]);
    assertThat(m.start()[3]).isEqualTo(m.start()[1]);
  }

  @Test
  void caseFormAndPunctuation_sayNothing() {
    assertThat(likeness("ICE on the Road!", "ice — on the road")).isBetween(1 - 1e-5, 1 + 1e-5);
    assertThat(likeness("ｉｃｅ ﬁeld", "ice field")).isBetween(1 - 1e-5, 1 + 1e-5);
    assertThat(likeness("STRASSE cafe\u0301", "strasse café")).isBetween(1 - 1e-5, 1 + 1e-5);
  }

  @Test
  void likeTexts_areNearer_inAnyScript() {
    assertThat(likeness("a deep pothole on Harbour Street", "deep potholes in Harbour Street"))
        .isGreaterThan(2 * Math.abs(likeness("a deep pothole", "the signal is broken again")));
    assertThat(likeness("路面结冰非常滑", "桥上路面结冰")).isGreaterThan(0.3);
    assertThat(likeness("路面结冰非常滑", "信号灯坏了")).isLessThan(0.1);
    assertThat(likeness("गड्ढा सड़क पर", "सड़क पर गड्ढा")).isGreaterThan(0.5);
  }

  @Test
  void manyTexts_areEncodedAsEachAlone_howeverManyThreads() {
    SplittableRandom random = new SplittableRandom(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = random.nextInt(30); w > 0; w--) {
        text.append(Integer.toString(random.nextInt(2_000), 36)).append(' ');
        text.appendCodePoint(random.nextInt(0x4E00, 0x5200));
      }
      texts.add(text.toString());
    }
    SparseMatrix all = TextEncoder.encode(texts);
    for (int row = 0; row < texts.size(); row += 37) {
      SparseMatrix one = TextEncoder.encode(List.of(texts.get(row)));
      assertThat(Arrays.copyOfRange(all.index(), all.start()[row], all.start()[row + 1]))
          .isEqualTo(one.index());
      assertThat(Arrays.copyOfRange(all.value(), all.start()[row], all.start()[row + 1]))
          .isEqualTo(one.value());
    }
  }

  @Test
  void longAndOddTexts_areRead() {
    String odd = "\ud800 lone \udfff half \u0000 and \ufdd0" + "x".repeat(50_000);
    assertThat(TextEncoder.encode(List.of(odd)).rows()).isEqualTo(1);
    assertThat(TextEncoder.encode(List.of("\ufdfa".repeat(20_000))).rows()).isEqualTo(1);
    assertThat(TextEncoder.encode(List.of()).rows()).isZero();
  }

  @Test
  void eitherCaseAndForm_isOneText() {
    assertThat(
            likeness(
                "\u1F48\u03A3 \u039F\u0394\u039F\u03A3", "\u1F40\u03C2 \u03BF\u03B4\u03BF\u03C2"))
        .isGreaterThan(0.999);
    assertThat(likeness("STRASSE", "stra\u00DFe")).isGreaterThan(0.999);
    assertThat(likeness("caf\u00E9 \uFF21\uFF22\uFF23", "cafe\u0301 abc")).isGreaterThan(0.999);
    assertThat(likeness("zero\u200Bwidth", "zerowidth")).isGreaterThan(0.999);
  }

  @Test
  void marksBelongToTheirWord_symbolsAreWords() {
    SparseMatrix hindi = TextEncoder.encode(List.of("\u0939\u093F\u0928\u094D\u0926\u0940"));
    // A word of six, its pair with the beginning, six runs of three and five of four.
    assertThat(hindi.value()).hasSize(13);
    assertThat(likeness("good \uD83D\uDE00", "good \uD83D\uDE21")).isBetween(0.5, 0.95);
    assertThat(likeness("\uD83D\uDE00", "\uD83D\uDE00")).isGreaterThan(0.999);
  }

  @Test
  void columnsAscend_inTextsOfEveryLength() {
    SplittableRandom random = new SplittableRandom(41);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int w = random.nextInt(round + 1); w > 0; w--) {
        text.append(Integer.toString(random.nextInt(90_000), 36)).append(' ');
      }
      SparseMatrix m = TextEncoder.encode(List.of(text.toString()));
      for (int i = 1; i < m.index().length; i++) {
        assertThat(m.index()[i]).isBetween(m.index()[i - 1] + 1, TextEncoder.COLUMNS - 1);
      }
    }
  }
}
