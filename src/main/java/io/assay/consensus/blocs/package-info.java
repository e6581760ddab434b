/**
 * Blocs of labelers who answer from one sheet: finding them in the answers, asking what decides
 * between them and the crowd, and counting each as one vote. Pure: no framework, no database.
 */
@NullMarked
package io.assay.consensus.blocs;

import org.jspecify.annotations.NullMarked;
