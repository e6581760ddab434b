package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A name for exactly these answers and known labels: SHA-256 over them in canonical order. */
public final class AnswersHash {
  private static final char FIELD = '\u001f';
  private static final char ROW = '\u001e';

  private AnswersHash() {}

  public static String of(Answers answers, Map<String, String> gold) {
    MessageDigest digest = sha256();
    StringBuilder row = new StringBuilder();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        row.setLength(0);
        row.append(answers.task(t)).append(FIELD);
        row.append(answers.labeler(answers.labelerAt(p))).append(FIELD);
        row.append(answers.label(answers.labelAt(p))).append(ROW);
        digest.update(row.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    new TreeMap<>(gold)
        .forEach(
            (task, label) ->
                digest.update(
                    ("" + FIELD + task + FIELD + label + ROW).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
