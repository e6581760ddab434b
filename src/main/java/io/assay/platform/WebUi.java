package io.assay.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves the start page of the web UI at every address of its own: the UI routes in the browser, so
 * a reload at {@code /earnings} must find it. Files and the addresses of the server are let
 * through.
 */
@ApplicationScoped
class WebUi {
  private static final int BEFORE_RESOURCES = 300;
  private static final List<String> SERVER_PREFIXES = List.of("/api", "/idp", "/q");

  void register(@Observes Filters filters) {
    filters.register(WebUi::serve, BEFORE_RESOURCES);
  }

  private static void serve(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.GET) && isPage(context.normalizedPath())) {
      @Nullable String accept = context.request().getHeader("Accept");
      if (accept != null && accept.contains("text/html")) {
        context.reroute("/");
        return;
      }
    }
    context.next();
  }

  private static boolean isPage(String path) {
    if (path.equals("/") || path.substring(path.lastIndexOf('/')).contains(".")) {
      return false;
    }
    for (String prefix : SERVER_PREFIXES) {
      if (path.equals(prefix) || path.startsWith(prefix + "/")) {
        return false;
      }
    }
    return true;
  }
}
