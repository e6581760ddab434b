/** The validation model: encoders, heads and the engines that run them. */
@NullMarked
package io.assay.validation;

import org.jspecify.annotations.NullMarked;
