package io.assay.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

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
    throw Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
        .withField("cursor", "not a cursor of this list");
  }
}
