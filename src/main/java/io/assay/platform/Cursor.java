package io.assay.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sort key of a page's last row as an opaque text. */
public final class Cursor {
  private static final String SEPARATOR = "\u001f";

  private Cursor() {}

  public static String encode(String... parts) {
    byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The parts given to {@link #encode}.
   *
   * @throws Problem 422 {@code invalid-cursor} if the text is not a cursor of so many parts
   */
  public static List<String> decode(String cursor, int parts) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> decoded = List.of(text.split(SEPARATOR, -1));
      if (decoded.size() == parts) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: the answer is the same for every text that is no cursor.
    }
    throw refused();
  }

  /**
   * The number in a cursor of a list that counts down.
   *
   * @return the largest number without a cursor, so that the list begins at its first row
   * @throws Problem 422 {@code invalid-cursor} if the text is not a cursor of one number
   */
  public static long decodeBelow(@Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(decode(cursor, 1).get(0));
    } catch (NumberFormatException e) {
      throw refused();
    }
  }

  private static Problem refused() {
    return Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
        .withField("cursor", "not a cursor of this list");
  }
}
