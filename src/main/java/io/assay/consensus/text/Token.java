package io.assay.consensus.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The unit that is voted on: a word between spaces or, in scripts written without them, one code
 * point with the combining marks that follow it.
 *
 * @param gap the white space before it: a line break, a space or nothing
 */
record Token(String text, String gap) {
  private static final Set<Character.UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  /** The tokens of a text; none of an empty one. */
  static List<Token> listOf(String text) {
    List<Token> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    String gap = "";
    boolean alone = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      boolean space = isSpace(point);
      boolean next = isAlone(point);
      boolean ends = space || next || (alone && !isMark(point));
      if (ends && token.length() > 0) {
        tokens.add(new Token(token.toString(), gap));
        token.setLength(0);
        gap = "";
        alone = false;
      }
      if (space) {
        boolean breaks = point == '\n' || point == '\r' || gap.equals("\n");
        gap = breaks ? "\n" : " ";
      } else {
        alone = next || (alone && token.length() > 0);
        token.appendCodePoint(point);
      }
    }
    if (token.length() > 0) {
      tokens.add(new Token(token.toString(), gap));
    }
    return tokens;
  }

  /** Whether it stands without spaces around it. */
  boolean isAlone() {
    return isAlone(text.codePointAt(0));
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  private static boolean isMark(int point) {
    return Character.UnicodeScript.of(point) == Character.UnicodeScript.INHERITED;
  }

  private static boolean isAlone(int point) {
    if (WITHOUT_SPACES.contains(Character.UnicodeScript.of(point))) {
      return true;
    }
    // The prolonged sound mark and ideographic punctuation are common to several scripts.
    Character.UnicodeBlock block = Character.UnicodeBlock.of(point);
    return !isMark(point)
        && (Character.UnicodeBlock.KATAKANA.equals(block)
            || Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION.equals(block));
  }
}
