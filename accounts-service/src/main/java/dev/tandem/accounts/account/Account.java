package dev.tandem.accounts.account;

import java.util.List;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Overlay;
import dev.tandem.platform.resource.Stamp;

/** A company that is sold to. It may belong to another one; that no circle arises is held by the database. */
@Entity
@Table(name = "account")
public class Account extends StoredRecord {

    private String name;

    @Column(name = "legal_name")
    private @Nullable String legalName;

    @Column(name = "primary_domain")
    private @Nullable String primaryDomain;

    @Enumerated(EnumType.STRING)
    private AccountType type;

    @Enumerated(EnumType.STRING)
    @Column(name = "lifecycle_stage")
    private @Nullable LifecycleStage lifecycleStage;

    @Column(name = "parent_account_id")
    private @Nullable UUID parentAccountId;

    private @Nullable String industry;

    @Column(name = "number_of_employees")
    private @Nullable Integer numberOfEmployees;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "annual_revenue_minor"))
    @AttributeOverride(name = "currency", column = @Column(name = "annual_revenue_currency"))
    private @Nullable Money annualRevenue;

    @Column(name = "year_established")
    private @Nullable Integer yearEstablished;

    private @Nullable String tier;

    @Embedded
    @AttributeOverride(name = "line1", column = @Column(name = "billing_line1"))
    @AttributeOverride(name = "line2", column = @Column(name = "billing_line2"))
    @AttributeOverride(name = "city", column = @Column(name = "billing_city"))
    @AttributeOverride(name = "region", column = @Column(name = "billing_region"))
    @AttributeOverride(name = "postalCode", column = @Column(name = "billing_postal_code"))
    @AttributeOverride(name = "country", column = @Column(name = "billing_country"))
    private @Nullable Address billingAddress;

    @Embedded
    @AttributeOverride(name = "line1", column = @Column(name = "shipping_line1"))
    @AttributeOverride(name = "line2", column = @Column(name = "shipping_line2"))
    @AttributeOverride(name = "city", column = @Column(name = "shipping_city"))
    @AttributeOverride(name = "region", column = @Column(name = "shipping_region"))
    @AttributeOverride(name = "postalCode", column = @Column(name = "shipping_postal_code"))
    @AttributeOverride(name = "country", column = @Column(name = "shipping_country"))
    private @Nullable Address shippingAddress;

    private @Nullable String currency;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    @Enumerated(EnumType.STRING)
    private AccountStatus status;

    @Column(name = "merged_into_id")
    private @Nullable UUID mergedIntoId;

    @Column(name = "owner_id")
    private @Nullable UUID ownerId;

    @Column(name = "team_id")
    private @Nullable UUID teamId;

    @SuppressWarnings("NullAway.Init")
    protected Account() {
    }

    Account(UUID id, AccountDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        this.status = AccountStatus.ACTIVE;
        assign(details);
    }

    void revise(AccountDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(AccountDetails details) {
        if (id().equals(details.parentAccountId())) {
            throw ProblemException.invalid("hierarchy-cycle", "/parentAccountId", "An account does not belong to itself.");
        }
        this.name = details.name();
        this.legalName = details.legalName();
        this.primaryDomain = details.primaryDomain();
        this.type = details.type() == null ? AccountType.PROSPECT : details.type();
        this.lifecycleStage = details.lifecycleStage();
        this.parentAccountId = details.parentAccountId();
        this.industry = details.industry();
        this.numberOfEmployees = details.numberOfEmployees();
        this.annualRevenue = details.annualRevenue();
        this.yearEstablished = details.yearEstablished();
        this.tier = details.tier();
        this.billingAddress = details.billingAddress();
        this.shippingAddress = details.shippingAddress();
        this.currency = details.currency();
        this.timeZone = details.timeZone();
        this.ownerId = details.ownerId();
        this.teamId = details.teamId();
    }

    /**
     * Takes over what this account lacks. If it belonged to one of the others, however far below, it takes their place in the
     * hierarchy, so that what belonged to them can belong to it.
     *
     * @param others what those say that are the same company, the first one's values first
     * @param place the account that it belongs to from now on
     */
    void absorb(List<AccountDetails> others, @Nullable UUID place, Stamp stamp) {
        AccountDetails filled = details();
        for (AccountDetails other : others) {
            filled = Overlay.filled(filled, other);
        }
        assign(filled.belongingTo(place));
        touch(stamp.now(), stamp.by());
    }

    /** Ends: from now on its id leads to the other account. */
    void mergeInto(UUID survivor, Stamp stamp) {
        delete(stamp.now(), stamp.by());
        this.status = AccountStatus.MERGED;
        this.mergedIntoId = survivor;
    }

    /** Belongs to another account from now on. */
    void moveUnder(UUID parent, Stamp stamp) {
        this.parentAccountId = parent;
        touch(stamp.now(), stamp.by());
    }

    AccountDetails details() {
        return new AccountDetails(name, legalName, primaryDomain, type, lifecycleStage, parentAccountId, industry,
                numberOfEmployees, annualRevenue, yearEstablished, tier, billingAddress, shippingAddress, currency, timeZone,
                ownerId, teamId);
    }

    String name() {
        return name;
    }

    AccountStatus status() {
        return status;
    }

    @Nullable
    UUID mergedIntoId() {
        return mergedIntoId;
    }

    @Nullable
    UUID parentAccountId() {
        return parentAccountId;
    }

    @Nullable
    UUID ownerId() {
        return ownerId;
    }

    @Nullable
    UUID teamId() {
        return teamId;
    }
}
