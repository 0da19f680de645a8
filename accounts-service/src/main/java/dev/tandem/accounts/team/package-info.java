/** The teams that sales users sell in. A team's manager sees the rows that belong to the team. */
@NullMarked
package dev.tandem.accounts.team;

import org.jspecify.annotations.NullMarked;
