/** Read models across features; nothing imports it. */
@NullMarked
package io.assay.operations;

import org.jspecify.annotations.NullMarked;
