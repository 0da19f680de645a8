package dev.tandem.accounts;

import static dev.tandem.platform.problem.ProblemKind.CONFLICT;
import static dev.tandem.platform.problem.ProblemKind.INVALID;

import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.tandem.platform.problem.DatabaseRules;

/** The words for what this service's database refuses, where two requests meet or a reference leads nowhere. */
@Singleton
class AccountsDatabaseRules implements DatabaseRules {

    private static final Map<String, Rule> RULES = new HashMap<>();

    static {
        taken("sales_user_username_uq", "username-taken", "/username", "Another sales user has this username.");
        taken("team_code_uq", "code-taken", "/code", "Another team has this code.");
        taken("product_sku_uq", "sku-taken", "/sku", "Another product has this SKU.");
        taken("pipeline_code_uq", "code-taken", "/code", "Another pipeline has this code.");
        taken("pipeline_default_uq", "default-taken", "/isDefault", "Another pipeline is the default.");
        taken("account_primary_domain_uq", "domain-taken", "/primaryDomain", "Another account has this domain.");
        taken("contact_email_uq", "email-taken", "/email", "Another contact has this e-mail address.");
        taken("contact_account_primary_uq", "primary-taken", "/accounts", "Another contact is the first one of this account.");
        taken("opportunity_stage_fk", "stage-in-use", "/stages",
                "There are opportunities in a stage that would change its meaning.");
        taken("account_lives_on", "account-merged", "", "The account was merged into another one at the same time.");
        refused("account_no_cycle", "hierarchy-cycle", "/parentAccountId", "The account would be its own ancestor.");
        refused("sales_user_no_cycle", "hierarchy-cycle", "/managerId", "The sales user would report to himself.");
        reference("sales_user_manager_fk", "/managerId");
        reference("sales_user_team_fk", "/teamId");
        reference("team_manager_fk", "/managerId");
        reference("account_parent_fk", "/parentAccountId");
        reference("account_merged_into_fk", "/ids");
        reference("account_owner_fk", "/ownerId");
        reference("account_team_fk", "/teamId");
        reference("contact_owner_fk", "/ownerId");
        reference("contact_team_fk", "/teamId");
        reference("contact_account_account_fk", "/accounts");
        reference("opportunity_account_fk", "/accountId");
        reference("opportunity_owner_fk", "/ownerId");
        reference("opportunity_team_fk", "/teamId");
        reference("opportunity_pipeline_fk", "/pipelineId");
        reference("opportunity_line_product_fk", "/lines");
    }

    @Override
    public Map<String, Rule> rules() {
        return RULES;
    }

    private static void taken(String constraint, String code, String pointer, String message) {
        RULES.put(constraint, new Rule(CONFLICT, code, pointer, message));
    }

    private static void refused(String constraint, String code, String pointer, String message) {
        RULES.put(constraint, new Rule(INVALID, code, pointer, message));
    }

    private static void reference(String constraint, String pointer) {
        refused(constraint, "unknown-reference", pointer, "There is no such record.");
    }
}
