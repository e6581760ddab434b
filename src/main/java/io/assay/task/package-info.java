/** An item put out with a question: offer, lease, submit, resolve. */
@NullMarked
package io.assay.task;

import org.jspecify.annotations.NullMarked;
