// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmark;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.winekey.oauth.core.seam.DiskStoreIo;

/** Opening a store and reading every grant, beside plainly reading the same files and decrypting the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 8)
@Measurement(iterations = 12)
@NullUnmarked
public class StartBenchmark {

    /** The name of the store that {@link Main} has filled. */
    static final String NAME = "start";

    private Plain plain;

    /** Finds the data key, which is not part of what is measured on either side. */
    @Setup
    public void prepare() throws IOException, GeneralSecurityException {
        plain = Plain.of(NAME);
    }

    /** What a start of the service does with the disk. */
    @Benchmark
    public long start() throws IOException {
        try (var shop = Shop.open(new DiskStoreIo(), NAME)) {
            return shop.readAll();
        }
    }

    /** No checks, no locks, no names. */
    @Benchmark
    public long startBare() throws IOException, GeneralSecurityException {
        return plain.readAll();
    }
}
