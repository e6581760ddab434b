package io.assay.consensus.distributed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads and writes tables as Parquet, or as CSV with a header where the name says so. */
final class Tables {
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private Tables() {}

  /** Reads all columns; those of CSV are strings. */
  static Dataset<Row> read(SparkSession spark, String path) {
    if (!isCsv(path)) {
      return spark.read().parquet(path);
    }
    return spark
        .read()
        .option("header", true)
        .option("quote", "\"")
        .option("escape", "\"")
        .option("multiLine", true)
        .option("mode", "FAILFAST")
        .csv(path);
  }

  /**
   * Reads some columns as strings.
   *
   * @throws InvalidInput where one is missing or is neither text nor whole numbers
   */
  static Dataset<Row> read(SparkSession spark, String path, String... names) {
    Dataset<Row> table = read(spark, path);
    StructType schema = table.schema();
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      if (!Arrays.asList(schema.fieldNames()).contains(names[i])) {
        throw new InvalidInput(
            path + " has no column " + names[i] + ", only " + Arrays.toString(schema.fieldNames()));
      }
      DataType type = schema.apply(names[i]).dataType();
      if (!type.equals(DataTypes.StringType) && !WHOLE.contains(type)) {
        throw new InvalidInput(path + ": column " + names[i] + " is no text but " + type.sql());
      }
      columns[i] = functions.col("`" + names[i] + "`").cast(DataTypes.StringType);
    }
    return table.select(columns);
  }

  /** Writes a table to a folder that is not there yet. */
  static void write(Dataset<Row> table, String path) {
    if (isCsv(path)) {
      table.write().option("header", true).option("escape", "\"").csv(path);
    } else {
      table.write().parquet(path);
    }
  }

  /** Whether CSV is meant. */
  private static boolean isCsv(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }
}
