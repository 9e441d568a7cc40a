// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects of an interface that answer what they were told, and else nothing. */
final class Answers {

    private static final Map<Class<?>, Object> NOTHING = Map.of(
            Optional.class, Optional.empty(),
            List.class, List.of(),
            Set.class, Set.of(),
            String.class, "",
            boolean.class, false);

    private Answers() {}

    static <T> T of(Class<T> type, Map<String, ?> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    var answer = answers.get(method.getName());
                    return answer == null ? NOTHING.get(method.getReturnType()) : answer;
                }));
    }
}
