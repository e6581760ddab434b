package io.assay.simulation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** An open dataset of four drawn pictures, two of them one picture in two sizes. */
final class PictureDataset {
  private PictureDataset() {}

  static void open(TestClient client, String name) {
    String requester = client.signIn("requester");
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", name);
    request.put(
        "schema",
        Map.of(
            "type",
            "choice",
            "question",
            "Which sign is it?",
            "options",
            List.of(
                Map.of("value", "warning", "title", "Warning"),
                Map.of("value", "other", "title", "Another"))));
    request.put("priceBaseUnits", "1000");
    request.put("redundancyMin", 3);
    request.put("redundancyMax", 3);
    request.put("targetConfidence", 0.9);
    request.put("goldShare", 0);
    String id = client.post("/api/datasets", requester, request).json().path("id").asText();
    String path = "/api/datasets/" + id;
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("crossing.png", picture(1, 480, "png"));
    files.put("crossing small.jpg", picture(1, 160, "jpg"));
    files.put("bend.png", picture(2, 480, "png"));
    files.put("ice.png", picture(3, 480, "png"));
    StringBuilder csv = new StringBuilder("key,image\n");
    files.forEach(
        (file, bytes) -> {
          String at = path + "/media/" + file.replace(" ", "%20");
          expect(201, client.putFile(at, requester, bytes));
          csv.append(file, 0, file.length() - 4).append(',').append(file).append('\n');
        });
    expect(200, client.post(path + "/items", requester, "text/csv", csv.toString()));
    Map<String, String> funds = Map.of("amountBaseUnits", "100000");
    expect(200, client.post(path + "/funding", requester, funds));
    expect(200, client.post(path + "/open", requester, "{}"));
  }

  private static void expect(int status, TestClient.Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer);
    }
  }

  /** A sign before trees of a seed. */
  private static byte[] picture(int seed, int side, String format) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(side / 100.0, side / 100.0);
    graphics.setColor(new Color(170, 200, 230));
    graphics.fillRect(0, 0, 100, 100);
    for (int tree = 0; tree < 60; tree++) {
      int size = random.nextInt(6, 30);
      graphics.setColor(new Color(20, random.nextInt(60, 200), random.nextInt(20, 90)));
      graphics.fillOval(random.nextInt(-10, 100), random.nextInt(-10, 100), size, size);
    }
    int[] across = {50, 15, 85};
    int[] down = {15, 78, 78};
    graphics.setColor(Color.WHITE);
    graphics.fillPolygon(across, down, 3);
    graphics.setColor(new Color(200, 30, 30));
    graphics.setStroke(new BasicStroke(7));
    graphics.drawPolygon(across, down, 3);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(40 + 5 * seed, 45, 6, 22);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
