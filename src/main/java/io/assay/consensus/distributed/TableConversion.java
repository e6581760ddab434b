package io.assay.consensus.distributed;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Copies tables between CSV with a header and Parquet, by the ends of their names.
 *
 * <p>Exits with 2 and one line where options or tables are wrong.
 */
public final class TableConversion {
  private static final String USAGE = "--from TABLE --to TABLE, as often as there are tables";

  private TableConversion() {}

  /** Copies each {@code --from} to the {@code --to} of the same place. */
  public static void main(String[] words) throws IOException {
    Jobs.exit(
        () -> {
          Arguments arguments = Arguments.parse(USAGE, Set.of("--from", "--to"), words);
          List<String> from = arguments.list("--from");
          List<String> to = arguments.list("--to");
          if (from.isEmpty() || from.size() != to.size()) {
            throw arguments.invalid("every --from needs a --to");
          }
          try (SparkSession spark = Jobs.session("assay-table-conversion")) {
            for (int i = 0; i < from.size(); i++) {
              Tables.write(Tables.read(spark, from.get(i)), to.get(i));
            }
          }
        });
  }
}
