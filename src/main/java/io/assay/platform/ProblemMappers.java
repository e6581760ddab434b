package io.assay.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every exception that leaves an endpoint into a problem; a 5xx says nothing of its cause.
 */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  /** SQL states of text with a null character or half a surrogate pair, in text and in JSON. */
  private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");

  @ServerExceptionMapper
  Response map(Problem problem) {
    return response(problem.status(), problem.slug(), problem.detail(), problem.errors());
  }

  @ServerExceptionMapper
  Response map(JsonProcessingException e) {
    return jsonFault(e);
  }

  /** Named apart because the framework has a mapper of its own for it, without a body. */
  @ServerExceptionMapper
  Response map(MismatchedInputException e) {
    return jsonFault(e);
  }

  @ServerExceptionMapper
  Response map(WebApplicationException e, UriInfo address) {
    // The JSON reader wraps what it could not read; its cause names the field.
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return map(problem);
      }
      if (cause instanceof JsonProcessingException json) {
        return jsonFault(json);
      }
    }
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    if (status == 404 && e.getCause() != null && pathIsReadable(address)) {
      return unreadableQuery(e.getCause(), address);
    }
    String slug =
        switch (status) {
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 406 -> "not-acceptable";
          case 413 -> "too-large";
          case 415 -> "unsupported-media-type";
          default -> status >= 500 ? "server-error" : "bad-request";
        };
    String detail = status >= 500 ? "The server failed." : detailOf(status);
    return response(status, slug, detail, List.of());
  }

  /** The framework says 404 of a query parameter it cannot convert, as it does of an id. */
  private static boolean pathIsReadable(UriInfo address) {
    for (Map.Entry<String, List<String>> parameter : address.getPathParameters().entrySet()) {
      try {
        UUID.fromString(parameter.getValue().get(0));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return !address.getQueryParameters().isEmpty();
  }

  private static Response unreadableQuery(Throwable cause, UriInfo address) {
    String reason = String.valueOf(cause.getMessage());
    List<Problem.FieldError> errors =
        address.getQueryParameters().entrySet().stream()
            .filter(parameter -> reason.contains(parameter.getValue().get(0)))
            .map(p -> new Problem.FieldError(p.getKey(), "has a value of the wrong kind"))
            .toList();
    return response(422, "invalid-field", "A query parameter cannot be read.", errors);
  }

  @ServerExceptionMapper
  Response map(ConstraintViolationException e) {
    List<Problem.FieldError> errors =
        e.getConstraintViolations().stream()
            .map(
                violation ->
                    new Problem.FieldError(
                        field(violation.getPropertyPath().toString()), violation.getMessage()))
            .sorted((a, b) -> a.field().compareTo(b.field()))
            .toList();
    return response(422, "invalid-field", "A field is missing or out of range.", errors);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthorized(Throwable e) {
    return Response.fromResponse(
            response(401, "sign-in-required", "A valid access token is needed.", List.of()))
        .header("WWW-Authenticate", "Bearer")
        .build();
  }

  @ServerExceptionMapper
  Response map(ForbiddenException e) {
    return response(403, "wrong-role", "Your role may not do this.", List.of());
  }

  @ServerExceptionMapper
  Response map(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return map(problem);
      }
      if (cause instanceof SQLException sql && UNSTORABLE_TEXT.contains("" + sql.getSQLState())) {
        return response(
            422, "invalid-field", "A text has a character that cannot be stored.", List.of());
      }
    }
    ProblemBody body = ProblemBody.of(500, "server-error", "The server failed.", List.of());
    LOG.errorf(e, "Request failed, trace id %s", body.traceId());
    return Response.status(500).type(ProblemBody.MEDIA_TYPE).entity(body.toJson()).build();
  }

  private static Response jsonFault(JsonProcessingException e) {
    String field = "";
    if (e instanceof JsonMappingException mapping) {
      StringBuilder path = new StringBuilder();
      for (JsonMappingException.Reference reference : mapping.getPath()) {
        if (reference.getFieldName() != null) {
          path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
        } else {
          path.append('[').append(reference.getIndex()).append(']');
        }
      }
      field = path.toString();
    }
    String detail = plainReason(e);
    if (field.isEmpty() && e instanceof MismatchedInputException) {
      return response(422, "invalid-field", "The body " + detail + ".", List.of());
    }
    List<Problem.FieldError> errors =
        field.isEmpty() ? List.of() : List.of(new Problem.FieldError(field, detail));
    return response(
        field.isEmpty() ? 400 : 422,
        field.isEmpty() ? "malformed-json" : "invalid-field",
        field.isEmpty() ? "The body is not well-formed JSON: " + detail : field + ": " + detail,
        errors);
  }

  /** The reader's reason without class names: those belong to the inside. */
  private static String plainReason(JsonProcessingException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    if (e instanceof UnrecognizedPropertyException) {
      return "is not a field of this request";
    }
    if (e instanceof InvalidTypeIdException) {
      return "has a type that is missing or unknown";
    }
    if (e instanceof StrictJson.UnstorableText) {
      return e.getOriginalMessage();
    }
    if (e instanceof JsonMappingException) {
      return "has a value of the wrong kind";
    }
    return e.getLocation() == null
        ? "it cannot be read"
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static String detailOf(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this address.";
      case 405 -> "This address does not take that method.";
      case 406 -> "None of the accepted media types can be served.";
      case 413 -> "The body is larger than this address takes.";
      case 415 -> "This address does not take that media type.";
      default -> "The request cannot be read.";
    };
  }

  private static String field(String path) {
    String[] parts = path.split("\\.", 3);
    return parts.length == 3 ? parts[2] : parts[parts.length - 1];
  }

  private static Response response(
      int status, String slug, String detail, List<Problem.FieldError> errors) {
    ProblemBody body = ProblemBody.of(status, slug, detail, errors);
    return Response.status(status).type(ProblemBody.MEDIA_TYPE).entity(body.toJson()).build();
  }
}
