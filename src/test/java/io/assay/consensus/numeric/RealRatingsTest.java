package io.assay.consensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class RealRatingsTest {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  @Test
  void recordedCrowds_areMetBetterThanByTheMedian() throws IOException {
    Path folder = Path.of(System.getProperty("assay.shared.data", "../shared/data"));
    if (!Files.isDirectory(folder)) {
      System.err.println("!!! NOT CHECKED: no recorded crowds at " + folder.toAbsolutePath());
      System.err.println("!!! Set -Dassay.shared.data to check numbers of recorded crowds.");
      return;
    }
    for (String set : List.of("num_anger", "num_valence")) {
      List<Rating> ratings = new ArrayList<>();
      try (Reader labels = Files.newBufferedReader(folder.resolve(set).resolve("labels.csv"))) {
        for (CSVRecord row : FORMAT.parse(labels)) {
          ratings.add(
              new Rating(row.get("task"), row.get("worker"), Double.parseDouble(row.get("label"))));
        }
      }
      Map<String, Double> truth = new TreeMap<>();
      try (Reader known = Files.newBufferedReader(folder.resolve(set).resolve("truth.csv"))) {
        for (CSVRecord row : FORMAT.parse(known)) {
          truth.put(row.get("task"), Double.parseDouble(row.get("label")));
        }
      }
      double[] robust =
          figures(SyntheticRatings.values(new RobustMean(1).estimate(ratings)), truth);
      double[] mean = figures(SyntheticRatings.mean(ratings), truth);
      double[] median = figures(SyntheticRatings.median(ratings), truth);
      System.out.printf(
          Locale.ROOT,
          "%s mean absolute error / correlation: robust %.3f / %.4f, mean %.3f / %.4f, median %.3f / %.4f%n",
          set,
          robust[0],
          robust[1],
          mean[0],
          mean[1],
          median[0],
          median[1]);
      assertThat(robust[0]).as(set).isLessThan(median[0]);
      assertThat(robust[1]).as(set).isGreaterThan(median[1]);
    }
  }

  private static double[] figures(Map<String, Double> values, Map<String, Double> truth) {
    return new double[] {
      SyntheticRatings.error(values, truth), SyntheticRatings.correlation(values, truth)
    };
  }
}
