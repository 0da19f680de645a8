package dev.tandem.metrics.contribution;

import org.jspecify.annotations.Nullable;

/** What a contribution can be grouped by. Owner, manager and product hold record ids as text, the others codes. */
public record Dimensions(@Nullable String industry, @Nullable String product, @Nullable String region,
        @Nullable String manager, @Nullable String owner, @Nullable String source, @Nullable String country,
        @Nullable String channel) {

    public static Dimensions ofOrder(@Nullable String country, @Nullable String channel) {
        return new Dimensions(null, null, null, null, null, null, country, channel);
    }

    Dimensions withProduct(@Nullable String other) {
        return new Dimensions(industry, other, region, manager, owner, source, country, channel);
    }

    /** The value of a dimension by its name. */
    public @Nullable String value(String name) {
        return switch (name) {
            case "industry" -> industry;
            case "product" -> product;
            case "region" -> region;
            case "manager" -> manager;
            case "owner" -> owner;
            case "source" -> source;
            case "country" -> country;
            case "channel" -> channel;
            default -> throw new IllegalArgumentException("No dimension is called " + name);
        };
    }
}
