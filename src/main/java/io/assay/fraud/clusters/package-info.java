/** The graph of evidence between accounts, its clusters, and how likely each is one person. */
@NullMarked
package io.assay.fraud.clusters;

import org.jspecify.annotations.NullMarked;
