/**
 * The keys that sign for the vault, one a duty, and where they are kept: encrypted in a file, with
 * a remote signer, or, on a development chain, plain. No key and no passphrase gets into a message,
 * a log or a {@code toString}.
 */
@NullMarked
package io.assay.payout.custody;

import org.jspecify.annotations.NullMarked;
