package io.assay.fraud.review;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.fraud.CaseLog;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes into the log what was done after a decision, in a transaction that holds nothing else. */
@ApplicationScoped
class CaseLogEntries implements OutboxHandler {
  static final String TOPIC = "case-log";

  /** Something was done without a person. */
  record Done(UUID caseId, String action, Map<String, ?> detail) {}

  private final ObjectMapper json;
  private final CaseLog log;

  CaseLogEntries(ObjectMapper json, CaseLog log) {
    this.json = json;
    this.log = log;
  }

  @Override
  public String name() {
    return TOPIC;
  }

  @Override
  public String topic() {
    return TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    for (OutboxEvent event : events) {
      Map<String, Object> detail =
          json.convertValue(event.payload().get("detail"), new TypeReference<>() {});
      UUID caseId = UUID.fromString(event.payload().get("caseId").textValue());
      log.append(caseId, null, event.payload().get("action").textValue(), detail);
    }
  }
}
