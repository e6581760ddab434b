package io.assay.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list in a fixed order. {@code next} is the cursor of the following page, null at
 * the end; it names the last row, never an offset, so rows that come or go cause no repeat.
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public static final int MAX_LIMIT = 200;
  public static final int DEFAULT_LIMIT = 50;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page of at most {@code limit} rows, of which the caller fetched one more if there is one.
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, cursor.apply(items.get(limit - 1)));
  }

  /** The limit to use for a requested one: 1 to {@link #MAX_LIMIT}, the default where none is. */
  public static int limit(@Nullable Integer requested) {
    if (requested == null) {
      return DEFAULT_LIMIT;
    }
    if (requested < 1 || requested > MAX_LIMIT) {
      throw Problem.unprocessable("invalid-field", "limit is from 1 to " + MAX_LIMIT + ".")
          .withField("limit", "from 1 to " + MAX_LIMIT);
    }
    return requested;
  }
}
