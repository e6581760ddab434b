/** How accounts work: when, how fast, with how much care, and whether a machine does it. */
@NullMarked
package io.assay.fraud.behaviour;

import org.jspecify.annotations.NullMarked;
