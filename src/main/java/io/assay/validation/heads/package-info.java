/** Heads of the validation model: what turns features into classes, and how it is trained. Pure. */
@NullMarked
package io.assay.validation.heads;

import org.jspecify.annotations.NullMarked;
