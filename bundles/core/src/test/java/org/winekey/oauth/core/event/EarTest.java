// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.PoolScheduler;

/** One listener on real threads. */
@Timeout(20)
class EarTest {

    private PoolScheduler guests = new PoolScheduler("guest", 2);
    private final AtomicInteger looks = new AtomicInteger();
    private final Map<String, ClientState> states = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);

    @AfterEach
    void close() {
        blocked.countDown();
        guests.close();
    }

    private Ear ear(OAuthListener listener) {
        return new Ear("org.example", new Lane("test", guests), () -> listener, client -> {
            looks.incrementAndGet();
            return states.get(client);
        });
    }

    private static ClientState state(boolean held, String grantId, long issue) {
        var status = ClientStatus.of(held ? Code.AUTHORIZED : Code.SIGN_IN_REQUIRED, "so");
        return new ClientState(status, held, grantId, issue, null, Set.of());
    }

    private void is(Ear ear, String client, ClientState state) {
        states.put(client, state);
        ear.look(client);
    }

    @Test
    void listener_thatBlocks_holdsUpNobodyElse() throws Exception {
        var told = new CountDownLatch(1);
        var stuck = ear(new OAuthListener() {
            @Override
            public void available(String client) {
                entered.countDown();
                awaitQuietly(blocked);
            }
        });
        var free = ear(new OAuthListener() {
            @Override
            public void available(String client) {
                told.countDown();
            }
        });
        is(stuck, "a", state(true, "g1", 1));
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();

        free.look("a");

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void changes_whileAListenerBlocks_waitAsOneWordPerClient() throws Exception {
        var done = new CountDownLatch(1);
        var ear = ear(new OAuthListener() {
            @Override
            public void available(String client) {
                heard.add("available " + client);
                if (client.equals("first")) {
                    entered.countDown();
                    awaitQuietly(blocked);
                } else {
                    done.countDown();
                }
            }

            @Override
            public void withdrawn(String client) {
                heard.add("withdrawn " + client);
            }
        });
        is(ear, "first", state(true, "g", 1));
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 1000; i++) {
            is(ear, "a", state(false, null, i));
            is(ear, "a", state(true, "g" + i, i));
        }
        blocked.countDown();

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("available first", "available a");
        assertThat(looks).hasValue(2);
    }

    @Test
    void listener_closed_isToldNothingOfWhatWaited() throws Exception {
        guests.close();
        guests = new PoolScheduler("guest", 1);
        var ended = new CountDownLatch(1);
        var ear = ear(new OAuthListener() {
            @Override
            public void available(String client) {
                heard.add(client);
                entered.countDown();
                awaitQuietly(blocked);
            }
        });
        is(ear, "a", state(true, "g", 1));
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
        is(ear, "b", state(true, "g", 1));

        ear.close();
        blocked.countDown();
        guests.execute(ended::countDown);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("a");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
