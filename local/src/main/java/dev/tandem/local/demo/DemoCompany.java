package dev.tandem.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes the demo company as files to import: fixed master data, and deals and orders that are drawn with a fixed seed,
 * so that every machine shows the same figures.
 */
public final class DemoCompany {
    private static final List<String> FIXED = List.of("manifest.json", "pipelines.ndjson", "pipelines.mapping.json",
            "products.csv", "products.mapping.json", "sales-users.csv", "sales-users.mapping.json",
            "accounts.mapping.json", "contacts.mapping.json", "opportunities.mapping.json", "shop-products.mapping.json",
            "stock.mapping.json",
            "customers.mapping.json", "orders.mapping.json", "reviews.mapping.json");

    private DemoCompany() {
    }

    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : FIXED) {
            try (InputStream resource = DemoCompany.class.getResourceAsStream("/demo/" + name)) {
                if (resource == null) {
                    throw new IOException("the launcher was built without its demo file " + name);
                }
                Files.copy(resource, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.write(folder.resolve("accounts.csv"), DemoDeals.accounts());
        Files.write(folder.resolve("contacts.csv"), DemoPeople.contacts());
        Files.write(folder.resolve("opportunities.csv"), DemoDeals.opportunities());
        DemoShop shop = new DemoShop();
        Files.write(folder.resolve("shop-products.csv"), shop.products());
        Files.write(folder.resolve("stock.csv"), shop.stock());
        Files.write(folder.resolve("customers.csv"), shop.customers());
        Files.write(folder.resolve("orders.csv"), shop.orders());
        Files.write(folder.resolve("reviews.csv"), shop.reviews());
    }
}
