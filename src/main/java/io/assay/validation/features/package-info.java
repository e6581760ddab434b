/** What a validation model sees of an item: encoders, and the matrices they fill. Pure. */
@NullMarked
package io.assay.validation.features;

import org.jspecify.annotations.NullMarked;
