package io.assay.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * An error with a name that stays: answered as RFC 9457 {@code application/problem+json} with type
 * {@code urn:assay:problem:<slug>}. Its detail is shown to the caller, so it says what to mend and
 * nothing of the inside.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One faulty field, by its JSON path. */
  public record FieldError(String field, String detail) {}

  private final int status;
  private final String slug;
  private final transient List<FieldError> errors = new ArrayList<>();

  private Problem(int status, String slug, String detail) {
    super(detail);
    this.status = status;
    this.slug = slug;
  }

  public static Problem of(int status, String slug, String detail) {
    return new Problem(status, slug, detail);
  }

  public static Problem badRequest(String slug, String detail) {
    return new Problem(400, slug, detail);
  }

  public static Problem forbidden(String slug, String detail) {
    return new Problem(403, slug, detail);
  }

  public static Problem notFound(String slug, String detail) {
    return new Problem(404, slug, detail);
  }

  public static Problem conflict(String slug, String detail) {
    return new Problem(409, slug, detail);
  }

  public static Problem gone(String slug, String detail) {
    return new Problem(410, slug, detail);
  }

  public static Problem tooLarge(String slug, String detail) {
    return new Problem(413, slug, detail);
  }

  public static Problem unprocessable(String slug, String detail) {
    return new Problem(422, slug, detail);
  }

  /** Adds the field at fault. */
  public Problem withField(String field, String detail) {
    errors.add(new FieldError(field, detail));
    return this;
  }

  public int status() {
    return status;
  }

  public String slug() {
    return slug;
  }

  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /** The detail shown to the caller. */
  public String detail() {
    String message = getMessage();
    return message == null ? slug : message;
  }
}
