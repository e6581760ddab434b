/** What accounts have in common beside their answers: devices, networks, wallets and money. */
@NullMarked
package io.assay.fraud.linkage;

import org.jspecify.annotations.NullMarked;
