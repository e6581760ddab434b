package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.BonusedDataset;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outsider does with an epoch of a running server: download, verify, ask the chain. */
class EpochBundleIT {
  private static final Pattern NODE = Pattern.compile("Chain +(http://[0-9.:a-z]+)");

  /** Nothing closes an epoch but this test. */
  private static final String[] BY_HAND = {"-Dassay.payout.close-every=off"};

  @TempDir Path folder;

  private String said = "";

  private int verify(String... arguments) {
    List<String> command = new ArrayList<>(List.of("verify"));
    command.addAll(List.of(arguments));
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int code = OfflineCommands.run(command, writer, writer);
    said = text.toString();
    return code;
  }

  static Path download(RunningServer server, String token, long epoch, Path to)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/api/epochs/" + epoch + "/bundle"))
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    Files.write(to, response.body().readAllBytes());
    return to;
  }

  static void answer(TestClient client, String dataset, List<String> crowd, int rounds) {
    SplittableRandom random = new SplittableRandom(rounds);
    for (int round = 0; round < rounds; round++) {
      for (String labeler : crowd) {
        Answer lease = client.post("/api/datasets/" + dataset + "/assignments", labeler, "{}");
        if (lease.status() == 201) {
          String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
          Map<String, String> label = Map.of("label", random.nextInt(4) > 0 ? "a" : "b");
          assertThat(client.put(path, labeler, label).status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void epochs_areWorkedOutAgain_andTheChainHasThem() throws Exception {
    try (RunningServer server = RunningServer.start(BY_HAND)) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String requester = client.signIn("requester");
      String dataset = client.openDataset(requester, 30, 3, 3, 600);
      List<String> crowd = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        crowd.add(client.labeler(admin, "teller-" + j));
      }
      String node = node(server);
      answer(client, dataset, crowd, 8);
      JsonNode first = client.post("/api/epochs", admin, "{}").json();
      assertThat(first.path("number").asLong()).as(first.toString()).isEqualTo(1);
      Path one = download(server, crowd.get(0), 1, folder.resolve("1.zip"));
      assertThat(verify("--bundle", one.toString(), "--rpc", node)).as(said).isZero();
      assertThat(said).startsWith("VERIFIED epoch 1").contains(first.path("dataHash").asText());

      answer(client, dataset, crowd, 20);
      assertThat(client.post("/api/epochs", admin, "{}").json().path("number").asLong())
          .isEqualTo(2);
      Path two = download(server, requester, 2, folder.resolve("2.zip"));
      assertThat(verify("--bundle", two.toString(), "--rpc", node)).as(said).isZero();
      assertThat(said).contains("root ").contains("has both at epochs(2)");
      aForgedPayoutIsNamed(two);
      assertThat(client.get("/api/epochs/3/bundle", requester).problem())
          .isEqualTo("unknown-epoch");
      assertThat(client.get("/api/epochs/1/bundle", "").status()).isEqualTo(401);
    }
  }

  private static long bonus(TestClient client, String labeler) {
    JsonNode earnings = client.get("/api/me/earnings", labeler).json();
    long lines = 0;
    for (JsonNode line : earnings.path("lines")) {
      lines +=
          line.path("kind").asText().equals("BONUS") ? line.path("amountBaseUnits").asLong() : 0;
    }
    assertThat(earnings.path("datasets").get(0).path("bonusBaseUnits").asLong()).isEqualTo(lines);
    long reasons = 0;
    for (JsonNode reason : earnings.path("reasons")) {
      reasons += reason.path("amountBaseUnits").asLong();
    }
    assertThat(reasons)
        .as(earnings.toString())
        .isEqualTo(earnings.path("earnedBaseUnits").asLong());
    return lines;
  }

  @Test
  void bonuses_areBookedOnce_balanced_andWorkedOutAgainFromTheBundle() throws Exception {
    try (RunningServer server = RunningServer.start(BY_HAND)) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String requester = client.signIn("requester");
      String dataset = BonusedDataset.open(client, requester);
      List<String> crowd = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        crowd.add(client.labeler(admin, "teller-" + j));
      }
      BonusedDataset.answer(client, dataset, crowd);
      long epoch = 0;
      String payments = "";
      for (int wait = 0; wait < 60 && !payments.contains(",bonus-1,"); wait++) {
        Answer closed = client.post("/api/epochs", admin, "{}");
        if (closed.status() < 300) {
          epoch = closed.json().path("number").asLong();
          Path zip = download(server, admin, epoch, folder.resolve("bonus.zip"));
          payments = file(zip, "payments.csv");
        } else {
          Thread.sleep(1000);
        }
      }
      assertThat(payments).contains(",bonus-1,");
      Path zip = folder.resolve("bonus.zip");
      assertThat(verify("--bundle", zip.toString())).as(said).isZero();
      long all = 0;
      for (String labeler : crowd.subList(1, 6)) {
        long own = bonus(client, labeler);
        assertThat(own).isBetween(500L, 200L * 30);
        all += own;
      }
      assertThat(bonus(client, crowd.get(0))).isZero();
      JsonNode lazy = client.get("/api/me/earnings", crowd.get(0)).json();
      assertThat(lazy.path("reasons").toString()).contains("NO_BONUS");
      JsonNode view = client.get("/api/datasets/" + dataset, requester).json();
      assertThat(view.path("committedBaseUnits").asLong()).isEqualTo(90_000 + all);
      assertThat(view.path("incentive").path("fullScoreBasisPoints").asInt()).isEqualTo(5000);

      client.post("/api/datasets/" + dataset + "/close", requester, "{}");
      client.post("/api/epochs", admin, "{}");
      long after = 0;
      for (String labeler : crowd) {
        after += bonus(client, labeler);
      }
      assertThat(after).as("the last round pays nothing twice").isEqualTo(all);
      JsonNode audit = client.post("/api/audits", admin, "{}").json();
      assertThat(audit.path("balanced").asBoolean()).as(audit.toString()).isTrue();
      assertThat(audit.toString()).contains("\"BONUSES_LEDGER\",\"expected\":\"" + all + "\"");
      forge(zip, ",(bonus-1),[0-9]+\n", ",$1,201\n");
      assertThat(said).startsWith("DIFFERENT payments.csv: line ").contains("the bonus is worth ");
    }
  }

  private static String file(Path zip, String name) throws IOException {
    try (java.util.zip.ZipFile file = new java.util.zip.ZipFile(zip.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void aForgedPayoutIsNamed(Path zip) throws IOException {
    forge(zip, ",1000\n", ",1001\n");
    assertThat(said).startsWith("DIFFERENT payments.csv: line 2: an answer is worth 1000");
  }

  private void forge(Path zip, String was, String now) throws IOException {
    Path forged = folder.resolve("forged");
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path to = forged.resolve(entry.getName());
        Files.createDirectories(to.getParent());
        byte[] content = entries.readAllBytes();
        if (entry.getName().equals("payments.csv")) {
          String text = new String(content, StandardCharsets.UTF_8);
          content = text.replaceFirst(was, now).getBytes(StandardCharsets.UTF_8);
        }
        Files.write(to, content);
      }
    }
    assertThat(verify("--bundle", forged.toString())).isEqualTo(1);
  }

  @Test
  void whatIsNoBundle_isRefused() throws Exception {
    assertThat(verify("--bundle", folder.resolve("none.zip").toString())).isEqualTo(2);
    Path text = Files.writeString(folder.resolve("text.zip"), "no archive");
    assertThat(verify("--bundle", text.toString())).isEqualTo(2);
    assertThat(said).hasLineCount(1).contains("text.zip: line 0, column 0");
    assertThat(verify()).isEqualTo(2);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(verify("--bundle", empty.toString())).isEqualTo(1);
    assertThat(said).isEqualToIgnoringNewLines("DIFFERENT epoch.json: the bundle lacks this file");
  }

  private static String node(RunningServer server) throws IOException {
    String log = Files.readString(server.home().resolve("server.log"));
    Matcher found = NODE.matcher(log);
    assertThat(found.find()).as(log).isTrue();
    return found.group(1);
  }
}
