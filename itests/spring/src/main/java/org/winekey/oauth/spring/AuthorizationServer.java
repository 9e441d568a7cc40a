// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * The server: {@code --server.port=}, {@code --clients.secret=}, {@code --users.password=}. Every answer is Spring's own;
 * what is set here is who its clients and users are, and which of its endpoints are open.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class AuthorizationServer {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(AuthorizationServer.class, arguments);
    }

    @Bean
    RegisteredClientRepository clients(Accounts accounts) {
        return new InMemoryRegisteredClientRepository(Clients.all(accounts.clientSecret()));
    }

    @Bean
    UserDetailsService users(Accounts accounts) {
        return new InMemoryUserDetailsManager(User.withUsername("anna")
                .password("{noop}" + accounts.userPassword())
                .build());
    }

    @Bean
    Accounts accounts(Environment environment) {
        return new Accounts(
                environment.getRequiredProperty("clients.secret"), environment.getRequiredProperty("users.password"));
    }

    @Bean
    @Order(1)
    SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults())
                            .pushedAuthorizationRequestEndpoint(Customizer.withDefaults())
                            .deviceAuthorizationEndpoint(Customizer.withDefaults())
                            .deviceVerificationEndpoint(Customizer.withDefaults());
                })
                .authorizeHttpRequests(request -> request.anyRequest().authenticated())
                .oauth2ResourceServer(userinfo -> userinfo.jwt(Customizer.withDefaults()))
                .exceptionHandling(
                        login -> login.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .addFilterBefore(new PushedOnly(), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(request -> request.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** What the start of this program was told to keep secret. */
    record Accounts(String clientSecret, String userPassword) {
        @Override
        public String toString() {
            return "Accounts";
        }
    }
}
