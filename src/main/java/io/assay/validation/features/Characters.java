package io.assay.validation.features;

import java.lang.Character.UnicodeScript;

/**
 * What a text encoder makes of each character: whether it belongs to a word, stands for one, or
 * parts words, and the character that stands for it in any case.
 *
 * <p>Warning: letters are what the Unicode of the running Java says. Characters that became letters
 * after Unicode 13 (Java 17) are read as what they are only by newer ones.
 */
final class Characters {
  static final byte SEPARATOR = 0;
  static final byte IN_WORD = 1;

  /** Its script is written without spaces, or it is a symbol such as an emoji. */
  static final byte ALONE = 2;

  /** Says how to draw others, and nothing by itself. */
  static final byte IGNORED = 3;

  private static final int TABLE = 0x10000;
  private static final int FIRST_WITHOUT_SPACES = 0x0E00;
  private static final byte[] KINDS = new byte[TABLE];
  private static final char[] FOLDED = new char[TABLE];

  static {
    for (int point = 0; point < TABLE; point++) {
      KINDS[point] = kindOf(point);
      FOLDED[point] = (char) foldedOf(point);
    }
  }

  private Characters() {}

  static byte kind(int point) {
    return point < TABLE ? KINDS[point] : kindOf(point);
  }

  /** By way of the upper case, so that both small sigmas are one. */
  static int folded(int point) {
    return point < TABLE ? FOLDED[point] : foldedOf(point);
  }

  private static int foldedOf(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  private static byte kindOf(int point) {
    return switch (Character.getType(point)) {
      case Character.OTHER_SYMBOL -> ALONE;
      case Character.FORMAT -> IGNORED;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER ->
          isVariation(point) ? IGNORED : inWordOrAlone(point);
      default -> SEPARATOR;
    };
  }

  private static boolean isVariation(int point) {
    return UnicodeScript.of(point) == UnicodeScript.INHERITED
        && (point >>> 4 == 0xFE0 || point >>> 8 == 0xE01);
  }

  private static byte inWordOrAlone(int point) {
    if (point < FIRST_WITHOUT_SPACES) {
      return IN_WORD;
    }
    return switch (UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> ALONE;
      default -> IN_WORD;
    };
  }
}
