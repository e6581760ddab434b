package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.DatasetAnswers;
import io.assay.consensus.answers.Answers;
import io.assay.dataset.Dataset;
import io.assay.task.TaskPriority;
import io.assay.validation.heads.ActiveLab;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Asks next where {@link ActiveLab} expects another answer to tell most; without a model too. */
@ApplicationScoped
class ActiveLabPriority implements TaskPriority {
  private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

  private final DatasetAnswers datasetAnswers;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  ActiveLabPriority(DatasetAnswers datasetAnswers, Jdbi jdbi, ObjectMapper json) {
    this.datasetAnswers = datasetAnswers;
    this.jdbi = jdbi;
    this.json = json;
  }

  @Override
  public String name() {
    return Dataset.Priority.ACTIVE_LAB.wireName();
  }

  @Override
  public Map<UUID, Double> priorities(UUID datasetId) {
    DatasetAnswers.Loaded loaded = datasetAnswers.load(datasetId);
    Answers answers = counted(loaded);
    Map<UUID, Double> priorities = new HashMap<>();
    if (answers.size() == 0 || answers.labels() < 2) {
      return priorities;
    }
    ActiveLab scores = ActiveLab.of(answers, predictions(datasetId, answers));
    for (int t = 0; t < answers.tasks(); t++) {
      UUID item = loaded.itemIds().get(answers.task(t));
      if (item != null) {
        priorities.put(item, 1 - scores.score(t));
      }
    }
    return priorities;
  }

  private static Answers counted(DatasetAnswers.Loaded loaded) {
    Answers all = loaded.answers();
    Answers.Builder counted = Answers.builder();
    for (int t = 0; t < all.tasks(); t++) {
      for (int p = all.taskStart(t); p < all.taskEnd(t); p++) {
        String labeler = all.labeler(all.labelerAt(p));
        if (!loaded.exclusions().ignores(labeler)) {
          counted.add(all.task(t), labeler, all.label(all.labelAt(p)));
        }
      }
    }
    return counted.build();
  }

  private float[] @Nullable [] predictions(UUID datasetId, Answers answers) {
    float[] @Nullable [] predictions = new float[answers.tasks()][];
    List<String> labels = answers.labelNames();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.key, p.probabilities FROM prediction p JOIN item i ON i.id = p.item_id
                    WHERE i.dataset_id = :dataset
                    """)
                .bind("dataset", datasetId)
                .map((row, context) -> Map.entry(row.getString(1), read(row.getString(2))))
                .forEach(
                    entry -> {
                      int t = answers.taskIndex(entry.getKey());
                      if (t >= 0 && entry.getValue().keySet().containsAll(labels)) {
                        predictions[t] = row(labels, entry.getValue());
                      }
                    }));
    return predictions;
  }

  private static float[] row(List<String> labels, Map<String, Double> probabilities) {
    float[] row = new float[labels.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = probabilities.getOrDefault(labels.get(k), 0.0).floatValue();
    }
    return row;
  }

  private Map<String, Double> read(String text) {
    try {
      return json.readValue(text, NUMBERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
