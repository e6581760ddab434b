/**
 * Truth inference on a Spark cluster: the arithmetic of {@code consensus.classification} over
 * Parquet.
 *
 * <p>Submitted as a job of its own, never loaded by the server, whose class path has no Spark.
 */
@NullMarked
package io.assay.consensus.distributed;

import org.jspecify.annotations.NullMarked;
