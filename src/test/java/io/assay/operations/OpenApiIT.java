package io.assay.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a stranger learns of the server without signing in. */
class OpenApiIT {
  private static RunningServer server;
  private static TestClient client;
  private static JsonNode api;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    api = client.get("/q/openapi?format=json", "").json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyOperation_hasASummary_everyBodyAnExample() {
    List<String> bare = new ArrayList<>();
    api.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation -> {
                          String name = operation.getKey() + " " + path.getKey();
                          if (!operation.getKey().equals("parameters")) {
                            if (operation.getValue().path("summary").asText().isEmpty()) {
                              bare.add(name + " has no summary");
                            }
                            checkBodies(name, operation.getValue(), bare);
                          }
                        }));
    assertThat(bare).isEmpty();
    assertThat(api.path("paths").size()).isGreaterThan(25);
  }

  private static void checkBodies(String name, JsonNode operation, List<String> bare) {
    operation
        .path("requestBody")
        .path("content")
        .forEach(
            content -> {
              String reference = content.path("schema").path("$ref").asText();
              JsonNode schema =
                  api.path("components")
                      .path("schemas")
                      .path(reference.substring(reference.lastIndexOf('/') + 1));
              if (!content.has("examples") && !schema.has("examples")) {
                bare.add(name + " has no example");
              }
            });
  }

  @Test
  void amountsAreStrings_schemasTellThemselvesApart() {
    JsonNode schemas = api.path("components").path("schemas");
    assertThat(schemas.path("TokenAmount").path("type").asText()).isEqualTo("string");
    assertThat(schemas.path("WalletAddress").path("type").asText()).isEqualTo("string");
    for (String view : List.of("FitReport", "ReliabilityView", "CalibrationView")) {
      assertThat(schemas.path(view).path("examples").path(0).isObject()).as(view).isTrue();
    }
    assertThat(schemas.path("LabelSchema").path("oneOf")).hasSize(8);
    assertThat(schemas.path("LabelSchema").path("discriminator").path("propertyName").asText())
        .isEqualTo("type");
  }

  @Test
  void health_andConfiguration_needNoToken() {
    assertThat(client.get("/q/health", "").json().path("status").asText()).isEqualTo("UP");
    JsonNode configuration = client.get("/api/configuration", "").json();
    assertThat(configuration.path("embedded").asBoolean()).isTrue();
    assertThat(configuration.path("vaultAddress").asText()).startsWith("0x");
    assertThat(client.get("/q/metrics", "").body()).contains("jvm_memory_used_bytes");
  }
}
