package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semtrail.capture.host.IpcKernel;

class SemOrderTest {
    private final SemOrder order = new SemOrder(new IpcKernel(false, false, true));

    @ParameterizedTest
    @CsvSource({
        "32000 64000 1024000000 500, 64000 1024000000 500 32000",
        "128 250 32000 32, 250 32000 32 128",
        "32000 250 100 128, 250 32000 100 128",
        "250 128 100 32000, 250 32000 100 128",
        "32000 500 1024000000 32000, 32000 1024000000 500 32000"
    })
    void aWrongOrderIsPutRight(String wrong, String right) {
        assertEquals(
                numbers(right),
                order.find(numbers(wrong)).map(SemOrder.Found::mended).orElse(null));
    }

    /** What vendors recommend: Oracle, SAP, Db2, Greenplum, Exalogic, the kernel; and values that are merely wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 32000 100 128",
                "1250 256000 100 8192",
                "4096 1024000 250 4096",
                "250 2048000 200 8192",
                "5010 641280 5010 128",
                "32000 1024000000 500 32000",
                "250 32000 100 40000",
                "5 5 5 5",
                "0 0 0 0",
                "-5 32000 100 128"
            })
    void aLineInTheRightOrderStays(String right) {
        assertEquals(null, order.find(numbers(right)).orElse(null));
    }

    private static List<BigInteger> numbers(String text) {
        return Arrays.stream(text.split(" ")).map(BigInteger::new).toList();
    }
}
