package dev.tandem.accounts.account;

import dev.tandem.platform.resource.Followers;

/** What belongs to accounts: whoever keeps the id of an account is one, so that no merge leaves anything behind. */
public interface OfAccounts extends Followers {
}
