package dev.tandem.images;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;

/**
 * @param base an image of a registry to stand on, null for one built here, "public" for the one that the root POM names
 * @param cache whether to train a cache; without one an image is the same, but starts more slowly
 * @param push where to send the images, null to keep them here
 */
record Options(String tool, @Nullable String base, boolean cache, String tag, @Nullable String push) {

    static Options parse(List<String> words) {
        String tool = "podman";
        String base = null;
        boolean cache = true;
        String tag = "latest";
        String push = null;
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            switch (option) {
                case "--without-cache" -> cache = false;
                case "--tool" -> tool = value(option, left);
                case "--base" -> base = value(option, left);
                case "--tag" -> tag = value(option, left);
                case "--push" -> push = value(option, left);
                default -> throw new Failure(Failure.USAGE, "unknown option " + option + " of images; see ./tandem help.");
            }
        }
        return new Options(tool, base, cache, tag, push);
    }

    private static String value(String option, List<String> left) {
        if (left.isEmpty() || left.getFirst().startsWith("-")) {
            throw new Failure(Failure.USAGE, option + " needs a value; see ./tandem help.");
        }
        return left.removeFirst();
    }
}
