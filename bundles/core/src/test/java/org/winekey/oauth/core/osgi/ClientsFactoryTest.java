// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.winekey.oauth.core.settings.Samples.good;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.stubbing.Answer;
import org.osgi.framework.BundleContext;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.Definition;
import org.winekey.oauth.core.settings.Definition.Publisher;

@Timeout(10)
class ClientsFactoryTest {

    @Test
    void book_changedByDefinitions_isGuardedLikeEveryChange() {
        var book = mock(ClientBook.class);
        var guarded = new ArrayList<Boolean>();
        Answer<Set<String>> change = call -> {
            guarded.add(Thread.holdsLock(book));
            return Set.of();
        };
        when(book.define(any())).then(change);
        when(book.leaveDefinition(anyLong())).then(change);
        when(book.removeDefinitionIfLeaving(anyLong())).then(change);
        when(book.openForDefinitions()).then(change);
        when(book.strays()).thenReturn(List.of());
        var scheduler = new SimulatedScheduler(new SimulatedTime());
        var raw = new RawSettings(mock(BundleContext.class), new LastSettings(new DiskStoreIo(), null));
        var sink = mock(ClientsFactory.Sink.class);
        var factory = new ClientsFactory(raw, book, Optional::empty, sink, new Lanes(scheduler), scheduler);

        factory.define(Definition.of(1, new Publisher("org.example.a", ""), "lamp", good()));
        factory.undefine(1);
        scheduler.pass(ClientsFactory.GRACE);
        factory.openForDefinitions();

        assertThat(guarded).hasSize(4).doesNotContain(false);
    }
}
