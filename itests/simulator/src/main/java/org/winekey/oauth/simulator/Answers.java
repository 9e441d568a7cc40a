// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/** What comes over the wire, well or not. Stateless but for chance. */
final class Answers {

    private static final String JSON = "application/json";
    private static final String HTML = "<!DOCTYPE html><html><body>Please accept the terms</body></html>";
    private static final String DEAD = "{\"error\":\"invalid_grant\"}";
    private static final int CAP = 64 * 1024;

    private final SplittableRandom chance;

    /** How long a server asks to wait. */
    record Patience(long seconds, Outcome outcome) {}

    Answers(SplittableRandom chance) {
        this.chance = chance;
    }

    static Outcome unsent(Mishap fault) {
        return new Failed(false, faultOf(fault), "not sent");
    }

    static Outcome cut(Fault how) {
        return new Failed(true, how, "sent, and nothing whole came back");
    }

    private static Fault faultOf(Mishap fault) {
        return switch (fault) {
            case NAME_DOES_NOT_RESOLVE -> Fault.DNS;
            case CONNECTION_TIMES_OUT -> Fault.DEADLINE;
            case RESET_BEFORE_REQUEST -> Fault.CUT;
            case HANDSHAKE_FAILS -> Fault.TLS;
            case CERTIFICATE_NOT_YET_VALID -> Fault.CERTIFICATE_NOT_YET_VALID;
            case CERTIFICATE_EXPIRED -> Fault.CERTIFICATE_EXPIRED;
            case CERTIFICATE_UNTRUSTED -> Fault.CERTIFICATE;
            default -> Fault.CONNECT;
        };
    }

    /** What a fault makes of an answer that has nothing of the provider's state in it. */
    Outcome plain(Mishap fault) {
        return switch (fault) {
            case PORTAL_200_HTML -> answer(200, "text/html", HTML);
            case PORTAL_302 -> answer(302, "text/html", HTML);
            case PORTAL_307 -> answer(307, "text/html", "");
            case PORTAL_511 -> answer(511, "text/html", HTML);
            case PROXY_407 -> answer(407, "text/html", HTML);
            case PROXY_502, STATUS_502_AFTER_COMMIT -> answer(502, "text/html", HTML);
            case PROXY_504_AFTER_COMMIT, STATUS_504 -> answer(504, "text/plain", "upstream timed out");
            case STATUS_400_HTML -> answer(400, "text/html", HTML);
            case STATUS_403_FIREWALL -> answer(403, "text/html", HTML);
            case STATUS_500, STATUS_500_AFTER_COMMIT -> answer(500, "text/html", HTML);
            case STATUS_500_INVALID_GRANT -> answer(500, JSON, DEAD);
            case STATUS_524_AFTER_COMMIT -> answer(524, "text/html", HTML);
            case SERVER_ERROR -> error("server_error");
            case TEMPORARILY_UNAVAILABLE -> error("temporarily_unavailable");
            case INVALID_CLIENT -> answer(401, JSON, "{\"error\":\"invalid_client\"}");
            case UNKNOWN_CODE -> error("out_of_cheese");
            case DESCRIPTION_IS_A_NUMBER ->
                answer(400, JSON, "{\"error\":\"temporarily_unavailable\",\"error_description\":42}");
            case ERROR_BESIDE_TOKENS ->
                answer(200, JSON, "{\"error\":\"server_error\",\"access_token\":\"x\",\"token_type\":\"Bearer\"}");
            case INVALID_GRANT_ONCE -> error("invalid_grant");
            default -> byName(fault);
        };
    }

    private static Outcome byName(Mishap fault) {
        var name = fault.name();
        if (name.startsWith("STATUS_")) {
            return answer(Integer.parseInt(name.substring(7, 10)), "text/plain", "");
        }
        return error(name.toLowerCase(Locale.ROOT));
    }

    private static Outcome error(String code) {
        return answer(400, JSON, "{\"error\":\"" + code + "\"}");
    }

    /** 429 and 503. */
    Patience patience(Mishap fault, Stage stage) {
        var seconds = 2 + chance.nextInt(1800);
        var headers = new HashMap<String, List<String>>();
        var date = stage.error().isZero() && chance.nextInt(3) == 0 ? stage.wall() : stage.truth();
        switch (fault) {
            case STATUS_429_SECONDS, STATUS_503_SECONDS ->
                headers.put("retry-after", List.of(Integer.toString(seconds)));
            case STATUS_429_DATE, STATUS_503_DATE -> {
                headers.put("date", List.of(httpDate(date)));
                headers.put("retry-after", List.of(httpDate(date.plusSeconds(seconds))));
            }
            case STATUS_429_ABSURD -> {
                headers.put("retry-after", List.of("99999999999"));
                seconds = 86_400;
            }
            case STATUS_429_GARBAGE -> {
                headers.put("retry-after", List.of("-1, soon"));
                seconds = 0;
            }
            default -> seconds = 0;
        }
        var status = fault.name().startsWith("STATUS_429") ? 429 : 503;
        var body = fault == Mishap.STATUS_429_INVALID_GRANT ? DEAD : "";
        headers.put("content-type", List.of(JSON));
        return new Patience(seconds, new Answered(status, headers, body.getBytes(UTF_8)));
    }

    private static String httpDate(java.time.Instant moment) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atZone(ZoneOffset.UTC));
    }

    /** What the provider says to a refresh token that it does not honour. */
    static Outcome refusal(int manner) {
        return switch (manner % 6) {
            case 1 -> answer(400, JSON, "{\"error\":\"invalid_grant\",\"error_description\":\"Token is not active\"}");
            case 2 -> answer(200, JSON, DEAD);
            case 3 -> answer(401, JSON, DEAD);
            case 4 -> answer(400, "text/plain", "error=invalid_grant&error_description=expired");
            case 5 -> answer(403, JSON, "{\"error\":\"invalid_grant\",\"error_description\":17}");
            default -> answer(400, JSON, DEAD);
        };
    }

    static Outcome wrongClient() {
        return answer(401, JSON, "{\"error\":\"invalid_client\"}");
    }

    /** The tokens, as the fault (null: none) lets them through. */
    static Outcome tokens(HostileProvider provider, HostileProvider.Pair pair, @Nullable Mishap fault) {
        var access = "\"access_token\":\"" + provider.accessToken(pair) + "\"";
        var refresh = "\"refresh_token\":\"" + provider.refreshToken(pair.family(), pair.refresh()) + "\"";
        if (fault == Mishap.BODY_TOO_LARGE || fault == Mishap.BODY_TOO_LARGE_WITH_TOKENS_FIRST) {
            return tooLarge(fault == Mishap.BODY_TOO_LARGE ? "{" : "{" + access + "," + refresh + ",");
        }
        return answer(200, JSON, body(provider, pair, fault, access, refresh));
    }

    private static Outcome tooLarge(String start) {
        var body = (start + "\"filler\":\"" + "x".repeat(CAP)).substring(0, CAP).getBytes(UTF_8);
        var partial = new Answered(200, Map.of("content-type", List.of(JSON)), body);
        return new Failed(true, Fault.TOO_LARGE, "the answer is too large", partial);
    }

    private static String body(
            HostileProvider provider,
            HostileProvider.Pair pair,
            @Nullable Mishap fault,
            String access,
            String refresh) {
        var type = ",\"token_type\":\"Bearer\"";
        var expiry = expiry(provider, pair, fault);
        var scope = fault == Mishap.FEWER_SCOPES ? ",\"scope\":\"read\"" : ",\"scope\":\"read write\"";
        var fresh = fresh(provider, fault, refresh);
        var whole = "{" + access + fresh + type + expiry + scope + "}";
        if (fault == null) {
            return whole;
        }
        return switch (fault) {
            case BODY_NOT_JSON -> "OK, here you are: " + access;
            case BODY_EMPTY -> "";
            case JSON_TRUNCATED -> "{" + access + type + ",\"refresh_tok";
            case JSON_TRUNCATED_AFTER_REFRESH_TOKEN -> "{" + refresh + type + ",\"access_to";
            case JSON_DUPLICATE_KEYS -> "{" + access + type + type + expiry + ",\"x\":" + "1}";
            case JSON_TOO_DEEP -> "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "," + access + type + "}";
            case NO_ACCESS_TOKEN -> "{" + refresh + type + expiry + "}";
            case UNKNOWN_TOKEN_TYPE -> "{" + access + "," + refresh + ",\"token_type\":\"mac\"" + expiry + "}";
            case NO_TOKEN_TYPE -> "{" + access + "," + refresh + expiry + "}";
            default -> whole;
        };
    }

    private static String fresh(HostileProvider provider, @Nullable Mishap fault, String refresh) {
        if (fault == Mishap.REFRESH_TOKEN_EMPTY) {
            return ",\"refresh_token\":\"\"";
        }
        if (fault == Mishap.REFRESH_TOKEN_NULL) {
            return ",\"refresh_token\":null";
        }
        var silent = provider.habit().rotation() == HostileProvider.Rotation.NEVER;
        return silent || fault == Mishap.REFRESH_TOKEN_OMITTED ? "" : "," + refresh;
    }

    private static String expiry(HostileProvider provider, HostileProvider.Pair pair, @Nullable Mishap fault) {
        if (!provider.habit().tells()) {
            return "";
        }
        var value = fault == null ? Long.toString(pair.seconds()) : oddly(pair.seconds(), fault);
        return ",\"expires_in\":" + value;
    }

    private static String oddly(long seconds, Mishap fault) {
        return switch (fault) {
            case EXPIRES_IN_ZERO -> "0";
            case EXPIRES_IN_NEGATIVE -> "-5";
            case EXPIRES_IN_TEXT -> "\"" + seconds + "\"";
            case EXPIRES_IN_FRACTION -> seconds + ".0";
            case EXPIRES_IN_ABSURD -> "1e99";
            case EXPIRES_IN_NULL -> "null";
            default -> Long.toString(seconds);
        };
    }

    private static Outcome answer(int status, String type, String body) {
        return new Answered(status, Map.of("content-type", List.of(type)), body.getBytes(UTF_8));
    }
}
