/** Clusters in the graph of what links labelers. Pure: no framework, no database. */
@NullMarked
package io.assay.fraud.clusters;

import org.jspecify.annotations.NullMarked;
