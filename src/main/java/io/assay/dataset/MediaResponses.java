package io.assay.dataset;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Files as they are sent: for this person alone, and nothing in them can run. */
public final class MediaResponses {
  private MediaResponses() {}

  /** The file, or that the sender has it already. */
  public static Response of(MediaStore.Content content, Request request) {
    EntityTag tag = new EntityTag(content.media().sha256());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder response =
        unchanged == null ? Response.ok(content.bytes(), content.media().mediaType()) : unchanged;
    return response
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .build();
  }
}
