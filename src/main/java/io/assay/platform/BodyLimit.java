package io.assay.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Refuses a body that announces more bytes than the server takes, before a byte of it is read. A
 * body of unknown length is cut by the HTTP server at the same limit; both answers are problems.
 */
@ApplicationScoped
class BodyLimit {
  private static final int BEFORE_AUTHENTICATION = 400;

  private final long maxBytes;

  BodyLimit(AssayConfig config) {
    this.maxBytes = config.maxBodySize().asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_AUTHENTICATION);
  }

  void register(@Observes Router router) {
    router.errorHandler(413, this::refuse);
  }

  private void check(RoutingContext context) {
    String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced != null && announced.length() > 0 && parse(announced) > maxBytes) {
      refuse(context);
    } else {
      context.next();
    }
  }

  private static long parse(String announced) {
    try {
      return Long.parseLong(announced);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void refuse(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    ProblemBody body =
        ProblemBody.of(
            413,
            "too-large",
            "The body is larger than " + maxBytes + " bytes; send the items in several requests.",
            List.of());
    response
        .setStatusCode(413)
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(body.toJson())
        // What is still to come of the body is not waited for.
        .onComplete(sent -> context.request().connection().close());
  }
}
