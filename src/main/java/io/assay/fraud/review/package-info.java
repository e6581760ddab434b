/**
 * Cases before people: decisions by two, appeals before a third, what follows and what is undone.
 */
@NullMarked
package io.assay.fraud.review;

import org.jspecify.annotations.NullMarked;
