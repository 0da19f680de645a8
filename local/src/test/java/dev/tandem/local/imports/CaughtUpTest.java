package dev.tandem.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.junit.jupiter.api.Test;

class CaughtUpTest {

    @Test
    void asksForTheLastTransactionBelowTheHorizon() {
        String head = text(ByteBuffer.allocate(20).putInt(1).putLong(9000).putLong(0));
        assertThat(CaughtUp.transactionBefore(head)).isEqualTo(text(ByteBuffer.allocate(12).putInt(1).putLong(8999)));
    }

    private static String text(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
