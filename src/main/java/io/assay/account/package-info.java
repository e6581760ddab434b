/** People and sign-in: requesters, labelers, admins, their roles and wallets. */
@NullMarked
package io.assay.account;

import org.jspecify.annotations.NullMarked;
