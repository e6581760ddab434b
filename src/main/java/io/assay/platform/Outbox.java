package io.assay.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** Events written in the transaction that caused them, so that a crash loses none. */
@ApplicationScoped
public class Outbox {
  private final Jdbi jdbi;
  private final ObjectMapper json;

  Outbox(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /** Writes the event in the present transaction. */
  public void publish(String topic, Object payload) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO outbox_event (topic, payload) VALUES (:topic, CAST(:payload AS"
                        + " jsonb))")
                .bind("topic", topic)
                .bind("payload", write(payload))
                .execute());
  }

  private String write(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
