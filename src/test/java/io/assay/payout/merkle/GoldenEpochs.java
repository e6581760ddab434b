package io.assay.payout.merkle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The golden epochs, computed by neither of the implementations that are held against them. */
public record GoldenEpochs(List<GoldenEpoch> epochs) {
  public record GoldenEpoch(
      String name,
      int depth,
      String root,
      BigInteger total,
      List<MerkleSumTree.Leaf> leaves,
      List<String> proofs) {
    @Override
    public String toString() {
      return name;
    }
  }

  public static GoldenEpochs read() throws IOException {
    try (InputStream file =
        GoldenEpochs.class.getResourceAsStream("/golden/payout/merkle-epoch.json")) {
      List<GoldenEpoch> epochs = new ArrayList<>();
      for (JsonNode epoch :
          new ObjectMapper().readTree(Objects.requireNonNull(file)).get("epochs")) {
        List<MerkleSumTree.Leaf> leaves = new ArrayList<>();
        List<String> proofs = new ArrayList<>();
        for (JsonNode leaf : epoch.get("leaves")) {
          leaves.add(
              new MerkleSumTree.Leaf(
                  leaf.get("index").asLong(),
                  leaf.get("account").asText(),
                  new BigInteger(leaf.get("cumulative").asText())));
          proofs.add(leaf.get("proof").asText());
        }
        epochs.add(
            new GoldenEpoch(
                epoch.get("name").asText(),
                epoch.get("depth").asInt(),
                epoch.get("root").asText(),
                new BigInteger(epoch.get("total").asText()),
                leaves,
                proofs));
      }
      return new GoldenEpochs(epochs);
    }
  }
}
