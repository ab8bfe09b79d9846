"""Servers that answer badly: what went wrong is said in one line, in bounded time, and no secret gets away."""

from __future__ import annotations

import base64
import datetime as dt
import email.utils
import gzip
import json
import pathlib
import socket
import subprocess
import sys
import time
import traceback
import tracemalloc
import urllib.parse
from collections.abc import Callable, Iterator

import keyring
import keyring.backend
import pyoxigraph as ox
import pytest
from helpers import MakeCorpus, Run
from hostile import MOST, ROWS, Talk, endless, reply, serve

from claimgraph.elsewhere import find_endpoint
from claimgraph.errors import ClaimgraphError, QueryError, RemoteError
from claimgraph.store import transport
from claimgraph.store.client import Client
from claimgraph.store.endpoint import Endpoint, endpoint_at
from claimgraph.store.secrets import Credentials, find_credentials

SECRET = "tram-depot-41"
NAME = "riverton"


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start without any, and with a keyring that is empty."""
    for what in ("PASSWORD", "TOKEN", "USER", "AUTH"):
        monkeypatch.delenv(f"CLAIMGRAPH_STORE_{what}", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    yield
    keyring.set_keyring(before)


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self, **known: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.known = known

    def get_password(self, service: str, username: str) -> str | None:
        return self.known.get(username) if service == "claimgraph" else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def client(url: str, auth: str = "none", timeout: float = 20.0) -> Client:
    return Client(Endpoint(NAME, url, url, url, auth, "ann", timeout=timeout), pauses=(0.01, 0.02))


def said(error: ClaimgraphError) -> str:
    return f"{error.message}\n  hint: {error.hint}" if error.hint else error.message


def trouble(script: Callable[[Talk], object], *, auth: str = "none", timeout: float = 20.0, query: str = "SELECT ?x {}") -> str:
    """Return what is said of a server's answer."""
    with serve(script) as server, pytest.raises(ClaimgraphError) as caught:
        client(server.url, auth, timeout).query(query)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "\n" not in caught.value.message
    return said(caught.value).replace(server.url, "URL").replace(str(server.server_port), "PORT")


def texts(answer: object) -> list[str]:
    assert isinstance(answer, ox.QuerySolutions)
    return [row["x"].value for row in answer]


# ---------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "the store riverton does not allow this (403): no way\n  hint: ask whoever runs it for the right to do so"),
        (404, "the store riverton has nothing at URL (404): no way\n  hint: check its address: query, update and gsp have one each"),
        (405, "the store riverton does not take this at URL (405): no way\n  hint: check its address: query, update and gsp have one each"),
        (406, ("the store riverton does not offer its answers in the formats of SPARQL 1.1 (406): no way\n"
              "  hint: does this address lead to a SPARQL 1.1 store?")),
        (413, "the store riverton finds the request too large (413): no way\n  hint: send less at once: a smaller `batch` in its settings"),
        (414, "the store riverton finds the request too long (414): no way\n  hint: check its address; queries are sent by POST"),
        (415, "the store riverton does not take SPARQL at URL (415): no way\n  hint: check its address: query, update and gsp have one each"),
        (418, "the store riverton refuses (418): no way\n  hint: check its address"),
        (500, "the store riverton fails (500): no way\n  hint: ask whoever runs it"),
        (507, "the store riverton fails (507): no way\n  hint: ask whoever runs it"),
        (304, "the store riverton answers with a status that is no answer (304)\n  hint: check its address"),
        (400, "the store riverton does not take the query: no way"),
        (429, "the store riverton is asked too often (429), and was asked again for a while: no way\n  hint: try again later"),
        (502, "the store riverton is behind a proxy that cannot reach it (502), and was asked again for a while: no way\n  hint: try again later"),
        (503, "the store riverton is not available (503), and was asked again for a while: no way\n  hint: try again later"),
        (504, ("the store riverton is behind a proxy that waited too long for it (504), and was asked again for a while: no way\n"
              "  hint: try again later, or ask for less at once")),
    ],
)  # fmt: skip
def test_a_status_is_explained(status: int, message: str) -> None:
    assert trouble(lambda talk: reply(talk, status, "" if status == 304 else "no way\nTraceback of theirs")) == message


def test_a_refusal_carries_its_status() -> None:
    with serve(lambda talk: reply(talk, 413)) as server, pytest.raises(RemoteError) as caught:
        client(server.url).update("INSERT DATA {}")
    assert caught.value.status == 413


def test_of_an_error_page_only_the_title_is_shown() -> None:
    page = "<!DOCTYPE html><html><head><title>Oh&nbsp;dear</title></head><body>" + "x" * 100
    assert trouble(lambda talk: reply(talk, 500, page)).startswith("the store riverton fails (500): Oh dear\n")


def test_of_an_error_no_more_is_read_than_anybody_reads() -> None:
    def endless(talk: Talk) -> None:
        talk.send_response(500)
        talk.end_headers()
        while True:
            talk.wfile.write(b"x" * 65536)

    assert len(trouble(endless)) < 400


def test_signs_that_a_terminal_obeys_are_not_passed_on() -> None:
    assert trouble(lambda talk: reply(talk, 500, "\x1b[31mred")).startswith("the store riverton fails (500): \\x1b[31mred\n")


# ---------------------------------------------------------------- what is no answer


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("<html><title>Login</title>", "text/html", "the store riverton answers with a web page (Login) where an answer to a query should be"),
        ("  <!DOCTYPE html><p>", "application/json", "the store riverton answers with a web page where an answer to a query should be"),
        ("", "application/sparql-results+json", "what the store riverton sends (application/sparql-results+json) is cut short, or no answer"),
        ("{}", "application/json", "what the store riverton sends (application/json) is cut short, or no answer to a query"),
        ('{"head": {}, "boolean": true}', "application/json", ("what the store riverton sends (application/json) is cut short, or no answer to a query: "
         "it says yes or no where rows were asked for")),
        (ROWS[:-20], "", "what the store riverton sends is cut short, or no answer to a query"),
        (b"\xff\xfe\x00", "application/octet-stream", "what the store riverton sends (application/octet-stream) is cut short, or no answer"),
        ("x y\n1 2\n", "text/csv", "what the store riverton sends (text/csv) is cut short, or no answer to a query"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_not_taken_for_one(body: str | bytes, kind: str, message: str) -> None:
    assert trouble(lambda talk: reply(talk, 200, body, Content_Type=kind)).startswith(message)


def test_rows_are_no_yes_or_no() -> None:
    assert "it gives rows where yes or no was asked for" in trouble(reply, query="ASK {}")


def test_half_the_triples_are_none() -> None:
    body = "<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> <http://x"
    words = trouble(lambda talk: reply(talk, 200, body, Content_Type="application/n-triples"), query="CONSTRUCT WHERE { ?s ?p ?o }")
    assert words.startswith("what the store riverton sends (application/n-triples) is cut short, or no answer to a query")


def test_an_answer_cut_short_is_none_though_rows_of_it_were_whole() -> None:
    rows = ROWS.replace('"bindings": [', '"bindings": [' + '{"x": {"type": "literal", "value": "y"}},' * 1000)
    assert "is cut short" in trouble(lambda talk: reply(talk, 200, rows[:20_000]))


IRI = '{"type": "uri", "value": "http://x/a"}'


def nested(depth: int) -> str:
    """Return an answer whose value is a triple in a triple, so deep."""
    start = f'{{"type": "triple", "value": {{"subject": {IRI}, "predicate": {IRI}, "object": ' * depth
    return ROWS.replace('{"type": "literal", "value": "fine"}', start + IRI + "}}" * depth)


@pytest.mark.parametrize(
    ("body", "kind", "query"),
    [
        (nested(50_000), "application/sparql-results+json", "SELECT ?x {}"),
        (nested(50_000).replace('["x"]', '["x"], "link": ["\\\\\\"' + "}" * 200_000 + '"]'), "application/sparql-results+json", "SELECT ?x {}"),
        (nested(50_000)[:2_000_000], "application/sparql-results+json", "SELECT ?x {}"),
        ("<http://x/a> <http://x/a> " + "<<( <http://x/a> <http://x/a> " * 100_000 + "<http://x/a>" + " )>>" * 100_000 + " .",
         "application/n-triples", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        ("<http://x/a> <http://x/a> " + "<<( <http://x/a> <http://x/a>\n" * 100_000 + "<http://x/a>" + " )>>" * 100_000 + " .",
         "text/turtle", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        ('{"http://x/a":' * 10_000 + '"x"' + "}" * 10_000, "application/ld+json", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ],
    ids=["json", "json with strings that look so", "json cut short", "N-Triples", "Turtle", "JSON-LD"],
)  # fmt: skip
def test_what_is_nested_too_deep_is_not_read(body: str, kind: str, query: str) -> None:
    """In a process of its own, which such an answer has ended before now."""
    with serve(lambda talk: reply(talk, 200, body, Content_Type=kind)) as server:
        done = subprocess.run([sys.executable, "-c", ASK, server.url, query], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-300:]
    assert "is cut short, or no answer to a query: " in done.stdout


ASK = """
import sys
from claimgraph.errors import RemoteError
from claimgraph.store.client import Client
from claimgraph.store.endpoint import Endpoint
try:
    Client(Endpoint("riverton", sys.argv[1])).query(sys.argv[2])
except RemoteError as error:
    print(error.message)
"""


def test_what_is_nested_a_little_is_read() -> None:
    with serve(lambda talk: reply(talk, 200, nested(30))) as server:
        answer = client(server.url).query("SELECT ?x {}")
    assert isinstance(answer, ox.QuerySolutions)
    (row,) = answer
    assert str(row["x"]).count("<<(") == 29  # and the outermost


def test_many_triples_in_triples_are_read() -> None:
    body = "".join(f"<http://x/{number}> <http://x/a> <<( <http://x/a> <http://x/a> <http://x/a> )>> .\n" for number in range(1000))
    with serve(lambda talk: reply(talk, 200, body, Content_Type="application/n-triples")) as server:
        answer = client(server.url).query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    assert len(list(answer)) == 1000


def test_signs_in_strings_are_no_nesting() -> None:
    value = '{[\\\\\\"' * 1000
    with serve(lambda talk: reply(talk, 200, ROWS.replace("fine", value))) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ['{[\\"' * 1000]


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"no gzip"), ("gzip", gzip.compress(ROWS.encode())[:-12]), ("deflate", b"no")])
def test_a_damaged_packing_is_told(encoding: str, body: bytes) -> None:
    words = trouble(lambda talk: reply(talk, 200, body, Content_Encoding=encoding))
    assert words.startswith(
        ("the store riverton sends a damaged answer: it says it is compressed, and it is not", "what the store riverton sends")
    )


def test_a_packed_answer_is_unpacked() -> None:
    with serve(lambda talk: reply(talk, 200, gzip.compress(ROWS.encode()), Content_Encoding="gzip")) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ["fine"]


def test_a_bomb_does_not_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_LARGEST", 1_000_000)
    bomb = gzip.compress(b" " * 50_000_000)
    words = trouble(lambda talk: reply(talk, 200, bomb, Content_Encoding="gzip"))
    assert words == "the answer of the store riverton is larger than 1,000,000 bytes\n  hint: ask for less at once"


CHALLENGE = 'Digest realm="SPARQL", qop="auth", nonce="abc", algorithm="MD5"'


@pytest.mark.parametrize(
    ("auth", "status", "headers"),
    [
        ("none", 302, {"Location": "/query"}),
        ("basic", 307, {"Location": "http://127.0.0.1:9/"}),
        ("basic", 401, {}),
        ("digest", 401, {"WWW_Authenticate": CHALLENGE}),
        ("digest", 302, {"Location": "/query"}),
    ],
)
def test_of_a_body_that_does_not_end_little_is_read(
    auth: str, status: int, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_PASSWORD", SECRET)
    with serve(lambda talk: endless(talk, status, **headers)) as server:
        with pytest.raises(RemoteError) as caught:
            client(server.url, auth).query("SELECT ?x {}")
        assert "has not answered" not in caught.value.message
        assert server.sent < MOST // 4  # what fills the buffers of the machine, for each connection


def test_a_challenge_that_is_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_PASSWORD", SECRET)
    bomb = gzip.compress(b" " * 100_000_000)

    def challenge(talk: Talk) -> None:
        if talk.headers.get("Authorization"):
            reply(talk)
        else:
            reply(talk, 401, bomb, WWW_Authenticate=CHALLENGE, Content_Encoding="gzip")

    with serve(challenge) as server:
        asker = client(server.url, "digest")
        tracemalloc.start()
        assert texts(asker.query("SELECT ?x {}")) == ["fine"]
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 50_000_000


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "x-unheard"])
def test_what_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    words = trouble(lambda talk: reply(talk, 200, gzip.compress(gzip.compress(ROWS.encode())), Content_Encoding=encoding))
    assert words.startswith("the store riverton packs its answer in a way that nobody asked for")


@pytest.mark.parametrize("line", ["HTTP/9 what\r\n\r\n", "SSH-2.0-OpenSSH_9\r\n", "HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 500 + "\r\n"])
def test_what_is_no_http_is_told(line: str) -> None:
    assert trouble(lambda talk: talk.wfile.write(line.encode())).startswith(
        ("the store riverton drops the connection", "the store riverton answers what no HTTP client understands\n")
    )


@pytest.mark.parametrize(("headers", "message"), [
    ({"X_SPARQL_MaxRows": "10000"}, "the store riverton gives no more than 10,000 rows of an answer, and there may be more"),
    ({"X_SQL_Message": "S1TAT: the time is over"}, "the store riverton gives only a part of the answer: S1TAT: the time is over"),
])  # fmt: skip
def test_an_answer_that_virtuoso_cuts_off_is_none(headers: dict[str, str], message: str) -> None:
    assert trouble(lambda talk: reply(talk, 200, ROWS, **headers)).startswith(message)


def test_a_partial_answer_is_none() -> None:
    assert trouble(lambda talk: reply(talk, 206)).startswith("the store riverton gives only a part of the answer")


@pytest.mark.parametrize(("rows", "yes"), [("", False), ('{"__ASK_RETVAL": {"type": "typed-literal", "value": "1"}}', True)])
def test_virtuosos_yes_is_a_row(rows: str, yes: bool) -> None:
    body = f'{{"head": {{"vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{rows}]}}}}'
    with serve(lambda talk: reply(talk, 200, body)) as server:
        assert bool(client(server.url).query("ASK {}")) is yes


# ---------------------------------------------------------------- time


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/query"
        with pytest.raises(RemoteError) as caught:
            client(url).query("ASK {}")
    assert (
        said(caught.value) == "the store riverton cannot be reached: it refuses the connection\n  hint: check its address, and that it runs"
    )


def test_no_such_host() -> None:
    with pytest.raises(RemoteError, match="the store riverton cannot be reached: nobody knows its host"):
        client("http://no-such-host.invalid/query").query("ASK {}")


def test_a_server_that_never_answers_is_waited_for_so_long() -> None:
    assert "has not answered" in trouble(lambda talk: time.sleep(3), timeout=0.3)


@pytest.mark.parametrize("where", ["head", "body"])
def test_drop_by_drop_is_too_slow(where: str) -> None:
    def drip(talk: Talk) -> None:
        if where == "body":
            talk.send_response(200)
            talk.end_headers()
        for letter in "HTTP/1.1 200 OK\r\nX: " + "y" * 1000:
            talk.wfile.write(letter.encode())
            time.sleep(0.05)

    start = time.monotonic()
    words = trouble(drip, timeout=0.5)
    assert words.startswith("the store riverton has not answered in full within 0.5 seconds\n  hint: ask for less at once")
    assert time.monotonic() - start < 10


def test_after_one_that_is_too_slow_the_next_is_answered() -> None:
    def first_slow(talk: Talk) -> None:
        if len(talk.server.asked) == 1:
            time.sleep(1)
        reply(talk)

    with serve(first_slow) as server:
        asker = client(server.url, timeout=0.4)
        with pytest.raises(RemoteError):
            asker.query("SELECT ?x {}")
        assert texts(asker.query("SELECT ?x {}")) == ["fine"]


# ---------------------------------------------------------------- again


def test_a_busy_store_is_asked_again() -> None:
    with serve(lambda talk: reply(talk, 503 if len(talk.server.asked) < 3 else 200)) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ["fine"]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "half", [b"", b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"head"', b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"]
)
def test_a_dropped_connection_is_taken_up_again(half: bytes) -> None:
    with serve(lambda talk: talk.wfile.write(half) if len(talk.server.asked) < 3 else reply(talk)) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ["fine"]
    assert len(server.asked) == 3


def test_one_that_always_drops_it_is_given_up() -> None:
    assert trouble(lambda talk: talk.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")) == (
        "the store riverton drops the connection before its answer is complete, and was asked 3 times\n"
        "  hint: ask whoever runs it, or try again later"
    )


@pytest.mark.parametrize("when", ["999999", email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(days=30))])
def test_nobody_waits_for_days(when: str) -> None:
    words = trouble(lambda talk: reply(talk, 503, "", Retry_After=when))
    assert words.startswith("the store riverton is busy (503), and asks to come back in ")
    assert words.endswith(" seconds\n  hint: try again then")


def test_a_short_wait_is_kept() -> None:
    moments: list[float] = []

    def once_busy(talk: Talk) -> None:
        moments.append(time.monotonic())
        reply(talk, 429 if len(moments) == 1 else 200, Retry_After="1")

    with serve(once_busy) as server:
        client(server.url).query("SELECT ?x {}")
    assert moments[1] - moments[0] >= 1


def test_what_must_not_run_twice_is_sent_once() -> None:
    with serve(lambda talk: reply(talk, 503)) as server:
        with pytest.raises(RemoteError):
            client(server.url).update("INSERT { ?x ?y ?z } WHERE { }", repeat=False)
        assert len(server.asked) == 1


# ---------------------------------------------------------------- who asks


def test_credentials_are_shown_to_nobody() -> None:
    credentials = Credentials("ann", SECRET)
    assert repr(credentials) == "Credentials('ann', ***)"
    assert SECRET not in repr(vars(client("http://127.0.0.1/")))


def with_secret(monkeypatch: pytest.MonkeyPatch, what: str = "PASSWORD") -> None:
    monkeypatch.setenv(f"CLAIMGRAPH_RIVERTON_{what}", SECRET)


BASIC = "Basic " + base64.b64encode(f"ann:{SECRET}".encode()).decode()


@pytest.mark.parametrize(
    ("auth", "what", "sent"), [("basic", "PASSWORD", BASIC), ("bearer", "TOKEN", f"Bearer {SECRET}"), ("none", "PASSWORD", None)]
)
def test_what_is_sent_to_say_who_asks(auth: str, what: str, sent: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    with_secret(monkeypatch, what)
    with serve(reply) as server:
        client(server.url, auth).query("SELECT ?x {}")
    assert server.asked[0].headers.get("Authorization") == sent


def test_digest_answers_a_challenge_and_sends_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def challenge(talk: Talk) -> None:
        if "Digest " in talk.headers.get("Authorization", ""):
            reply(talk)
        else:
            reply(talk, 401, "", WWW_Authenticate='Digest realm="SPARQL", qop="auth", nonce="abc", algorithm="MD5"')

    with_secret(monkeypatch)
    with serve(challenge) as server:
        asker = client(server.url, "digest")
        for _ in range(3):
            assert texts(asker.query("SELECT ?x {}")) == ["fine"]
    shown = [asked.headers.get("Authorization", "") for asked in server.asked]
    assert [header.startswith('Digest username="ann", realm="SPARQL", nonce="abc"') for header in shown] == [False, True, True, True]
    assert not any(SECRET in header for header in shown)
    assert [asked.body for asked in server.asked] == ["query=SELECT+%3Fx+%7B%7D"] * 4


def test_digest_takes_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_PASSWORD", SECRET)
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_USER", 'Łukasz "Ł" M\\ü')

    def challenge(talk: Talk) -> None:
        reply(talk) if talk.headers.get("Authorization") else reply(talk, 401, "", WWW_Authenticate=CHALLENGE)

    with serve(challenge) as server:
        for _ in range(2):
            assert texts(client(server.url, "digest").query("SELECT ?x {}")) == ["fine"]
    sent = server.asked[-1].headers["Authorization"].encode("latin-1").decode()
    assert sent.startswith('Digest username="Łukasz \\"Ł\\" M\\\\ü", realm="SPARQL", nonce="abc"')


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest",
        "Digest realm",
        'Digest realm="a", nonce="b", qop="auth", algorithm="SHA-9"',
        'Digest qop="x"',
        'Digest realm="a", qop="auth"',
        'Digest realm="a", nonce, qop="auth"',
        'Digest nonce="a", qop="auth"',
        'Digest realm="a", nonce="b", qop="auth-int"',
    ],
)
def test_a_challenge_that_is_none(challenge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_secret(monkeypatch)
    words = trouble(lambda talk: reply(talk, 401, "", WWW_Authenticate=challenge), auth="digest")
    assert words == (
        "the store riverton asks by Digest who asks, in a way that cannot be answered (401)\n"
        '  hint: ask whoever runs it, or for auth = "basic" by https'
    )


@pytest.mark.parametrize("url", ["http://a..b/", "http://*/", "http://[v1.x]/", "http://h:1:2/"])
def test_a_host_that_is_none(url: str) -> None:
    with pytest.raises(RemoteError) as caught:
        client(url).query("ASK {}")
    assert said(caught.value) == "the address of the store riverton cannot be used\n  hint: check its address: a host, perhaps with :port"


@pytest.mark.parametrize(
    ("auth", "challenge", "message"),
    [
        ("none", 'Digest realm="x"', ("the store riverton wants to know who asks (401)\n"
         '  hint: write auth = "digest" in its settings, and put CLAIMGRAPH_RIVERTON_PASSWORD into the environment; '
         "for a plain address CLAIMGRAPH_STORE_PASSWORD")),
        ("none", "Bearer", ("the store riverton wants to know who asks (401)\n"
         '  hint: write auth = "bearer" in its settings, and put CLAIMGRAPH_RIVERTON_TOKEN into the environment; '
         "for a plain address CLAIMGRAPH_STORE_TOKEN")),
        ("basic", 'Basic realm="x"', "the store riverton does not accept the credentials (401)\n  hint: check CLAIMGRAPH_RIVERTON_PASSWORD and the user"),
        ("basic", 'Digest realm="x"', 'the store riverton does not take basic credentials (401)\n  hint: it asks for them by auth = "digest"'),
        ("bearer", "Bearer", "the store riverton does not accept the credentials (401)\n  hint: check CLAIMGRAPH_RIVERTON_TOKEN and the user"),
    ],
)  # fmt: skip
def test_who_is_not_let_in_is_told_how(auth: str, challenge: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("PASSWORD", "TOKEN"):
        with_secret(monkeypatch, what)
    assert trouble(lambda talk: reply(talk, 401, "who?", WWW_Authenticate=challenge), auth=auth) == message


def _saying_back(status: int, body: str) -> Callable[[Talk], object]:
    return lambda talk: reply(talk, status, body.replace("{}", talk.headers["Authorization"]))


@pytest.mark.parametrize("auth", ["basic", "bearer"])
def test_a_server_that_says_the_secret_back_does_not_get_it_printed(auth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("PASSWORD", "TOKEN"):
        with_secret(monkeypatch, what)
    scripts = [_saying_back(*said) for said in ((500, "you said {}"), (200, "<html><title>{}</title>"), (200, "{}"), (400, "{}"))]
    scripts.append(lambda talk: reply(talk, 302, "", Location=f"http://x.invalid/{talk.headers['Authorization'].split()[1]}"))
    scripts.append(lambda talk: reply(talk, 200, "", Content_Type=talk.headers["Authorization"]))
    scripts.append(lambda talk: reply(talk, X_SQL_Message=talk.headers["Authorization"]))
    for script in scripts:
        words = trouble(script, auth=auth)
        assert "tram" not in words
        assert BASIC[-10:] not in words


TOKEN = "Tok-EN_abc/d+f=9 ü"

SAID_BACK = {
    "plain": TOKEN,
    "lower": TOKEN.lower(),
    "percent": urllib.parse.quote(TOKEN, safe=""),
    "percent of percent": urllib.parse.quote(urllib.parse.quote(TOKEN, safe="")),
    "all percent": "".join(f"%{byte:02x}" for byte in TOKEN.encode()),
    "json": json.dumps({"token": TOKEN}).replace("/", "\\/"),
    "all json": "".join(f"\\u{ord(sign):04x}" for sign in TOKEN),
    "entities": "".join(f"&#{ord(sign)};" for sign in TOKEN),
    "named entities": TOKEN.replace("/", "&sol;").replace("=", "&equals;"),
    "spaced": "   ".join(TOKEN),
    "dashed": "-".join(TOKEN),
    "tabs": TOKEN.replace(" ", "\t \t"),
    "a part": f"no such thing as {TOKEN[:8]}",
    "another part": f"...{TOKEN[6:14]}...",
    "base64": base64.b64encode(TOKEN.encode()).decode(),
    "base64 in base64": base64.b64encode(b'{"x": "' + TOKEN.encode() + b'"}').decode(),
    "base64 of a line": base64.b64encode(b"Authorization: Bearer " + TOKEN.encode()).decode(),
    "hexadecimal": TOKEN.encode().hex(" "),
    "wide": "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in TOKEN),
}


@pytest.mark.parametrize("spelling", SAID_BACK)
def test_no_spelling_of_the_secret_is_shown(spelling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_TOKEN", TOKEN)
    text = SAID_BACK[spelling]
    header = text.encode().decode("latin-1")
    place = urllib.parse.quote(text, safe="%&;")
    shown = {
        trouble(lambda talk: reply(talk, 500, text), auth="bearer"),
        trouble(lambda talk: reply(talk, 500, f"<html><title>{text}</title>"), auth="bearer"),
        trouble(lambda talk: reply(talk, 400, text), auth="bearer"),
        trouble(lambda talk: reply(talk, 200, text, Content_Type=f"x/{header}"), auth="bearer").partition(": ")[0],
        trouble(lambda talk: reply(talk, X_SQL_Message=header), auth="bearer"),
        trouble(lambda talk: reply(talk, 307, "", Location=f"http://h.invalid/{place}"), auth="bearer"),
    }
    assert {words.partition("\n")[0] for words in shown} == {
        "the store riverton fails (500)",
        "the store riverton does not take the query: it says nothing of why that can be shown",
        "what the store riverton sends is cut short, or no answer to a query",
        "the store riverton gives only a part of the answer",
        "the store riverton redirects to another place; nothing was sent there",
    }


def test_a_redirects_host_that_is_a_part_of_the_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_TOKEN", TOKEN)
    words = trouble(lambda talk: reply(talk, 302, "", Location="http://tok-en-abc.invalid/"), auth="bearer")
    assert words.startswith("the store riverton redirects to another place; nothing was sent there\n")


def test_what_an_answer_holds_of_the_secret_is_not_quoted_as_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_RIVERTON_TOKEN", TOKEN)
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": TOKEN, "value": "x"}}]}})
    words = trouble(lambda talk: reply(talk, 200, body.replace("/", "\\/")), auth="bearer")
    assert words.startswith("what the store riverton sends (application/sparql-results+json) is cut short, or no answer to a query\n")


@pytest.mark.parametrize("secret", ["x", "é", "?!"])
def test_a_secret_too_short_to_be_looked_for_lets_nothing_be_shown(secret: str) -> None:
    assert Credentials("ann", secret).hide("anything") == ""


@pytest.mark.parametrize("text", ["syntax error at line 1", "SR171: Transaction timed out", "http://other.invalid/query", ""])
def test_what_has_nothing_of_the_secret_is_shown(text: str) -> None:
    assert Credentials("ann", TOKEN).hide(text) == text


def test_the_users_netrc_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ann password tram\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with serve(reply) as server:
        client(server.url).query("SELECT ?x {}")
    assert server.asked[0].headers["Authorization"] is None


def test_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serve(reply) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ["fine"]


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "http://"])
def test_a_proxy_that_is_none(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy)
    with pytest.raises(RemoteError) as caught:
        client("http://riverton.invalid/query").query("ASK {}")
    assert said(caught.value) == "the proxy before the store riverton cannot be used\n  hint: check HTTPS_PROXY, HTTP_PROXY and NO_PROXY"


def test_https_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(reply) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(RemoteError) as caught:
            client(url).query("ASK {}")
        assert caught.value.message.startswith("the store riverton cannot be spoken to by https: ")
        assert caught.value.hint == "does its address start with http://?"
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/at/all.pem")
        with pytest.raises(RemoteError, match="the file that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names cannot be read"):
            client(url).query("ASK {}")


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("auth", ["basic", "bearer", "digest"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_host_gets_neither_the_query_nor_the_secret(auth: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("PASSWORD", "TOKEN"):
        with_secret(monkeypatch, what)
    with serve(reply) as other:
        words = trouble(lambda talk: reply(talk, status, "", Location=f"{other.url}?key=abc"), auth=auth)
    assert words == (
        f"the store riverton redirects to another place, {other.url}; nothing was sent there\n"
        "  hint: if that is the store you mean, give this address in its settings or with --store"
    )
    assert other.asked == []


@pytest.mark.parametrize(
    "location", ["http://localhost:{}/query", "https://127.0.0.1:{}/query", "//elsewhere.invalid/query", "http://a:b@x.invalid/"]
)
def test_another_name_is_another_host(location: str) -> None:
    with (
        serve(lambda talk: reply(talk, 307, "", Location=location.format(talk.server.server_port))) as server,
        pytest.raises(RemoteError) as caught,
    ):
        client(server.url).query("ASK {}")
    assert "redirects to another place" in caught.value.message
    assert "a:b" not in caught.value.message
    assert len(server.asked) == 1


@pytest.mark.parametrize("auth", ["basic", "bearer", "digest", "none"])
@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:EVIL\\@127.0.0.1:HERE/x",
        "http://127.0.0.1:EVIL\\@127.0.0.1:HERE/x",
        "http://127.0.0.1:EVIL/\\@127.0.0.1:HERE/x",
        "\\\\127.0.0.1:EVIL/x",
        "/\\127.0.0.1:EVIL/x",
        "//127.0.0.1:EVIL/x",
        "http:127.0.0.1:EVIL/x",
        "http://127.0.0.1:HERE@127.0.0.1:EVIL/x",
        "http://127.0.0.1:EVIL#@127.0.0.1:HERE/x",
        "http://127.0.0.1:EVIL?@127.0.0.1:HERE/x",
        "http://127.0.0.1:EVIL%2F@127.0.0.1:HERE/x",
        "http://127.0.0.1:EVIL\t@127.0.0.1:HERE/x",
        "ht\ttp://127.0.0.1:EVIL/x",
        "http://127.0.0.1:HERE//127.0.0.1:EVIL/x",
        "http://127.0.0.1:HERE/..//127.0.0.1:EVIL/x",
    ],
)
def test_no_spelling_of_another_host_gets_the_query_or_the_secret(auth: str, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("PASSWORD", "TOKEN"):
        with_secret(monkeypatch, what)

    def send_away(talk: Talk) -> None:
        reply(talk, 307, "", Location=location.replace("EVIL", str(other.server_port)).replace("HERE", str(talk.server.server_port)))

    with serve(reply) as other, serve(send_away) as server:
        with pytest.raises(RemoteError) as caught:
            client(server.url, auth).query("SELECT ?x {}")
        assert SECRET not in said(caught.value)
        assert server.asked
    assert other.asked == []


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("", "the store riverton redirects, and does not say where"),
        ("http://[bad", "the store riverton redirects to what is no address; nothing was sent there"),
        ("http://h:999999/", "the store riverton redirects to what is no address; nothing was sent there"),
        ("/\u00e4", "the store riverton redirects to what is no address; nothing was sent there"),
        ("/a b", "the store riverton redirects to what is no address; nothing was sent there"),
        ("ftp://h/", "the store riverton redirects to what is no address; nothing was sent there"),
    ],
)
def test_a_redirect_to_nowhere(location: str, message: str) -> None:
    assert trouble(lambda talk: reply(talk, 307, "", Location=location)) == f"{message}\n  hint: ask whoever runs it, or check its address"


def test_the_same_host_may_say_where() -> None:
    with serve(lambda talk: reply(talk, 308, "", Location="/sparql/") if talk.path == "/query" else reply(talk)) as server:
        assert texts(client(server.url).query("SELECT ?x {}")) == ["fine"]
    assert [(asked.method, asked.path, asked.body) for asked in server.asked] == [
        ("POST", "/query", "query=SELECT+%3Fx+%7B%7D"),
        ("POST", "/sparql/", "query=SELECT+%3Fx+%7B%7D"),
    ]


def test_circles_end() -> None:
    assert trouble(lambda talk: reply(talk, 302, "", Location="/query")) == (
        "the store riverton redirects in circles\n  hint: check its address in the settings"
    )


# ---------------------------------------------------------------- where secrets come from


def test_the_stores_own_variable_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint("my-store", "http://x/", auth="basic", user="ann")
    keyring.set_keyring(Ring(**{"my-store": "from the ring"}))
    assert find_credentials(endpoint).secret == "from the ring"
    monkeypatch.setenv("CLAIMGRAPH_STORE_PASSWORD", "everybody's")
    monkeypatch.setenv("CLAIMGRAPH_STORE_USER", "eve")
    assert find_credentials(endpoint).secret == "everybody's"
    assert find_credentials(endpoint).user == "eve"
    monkeypatch.setenv("CLAIMGRAPH_MY_STORE_PASSWORD", "its own\n")
    assert find_credentials(endpoint).secret == "its own"


def test_a_keyring_that_fails_has_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ConnectionResetError

    monkeypatch.setattr(keyring, "get_password", fail)
    with pytest.raises(RemoteError, match="the store riverton needs a password, and none is to be found"):
        find_credentials(Endpoint(NAME, "http://x/", auth="basic", user="ann"))


@pytest.mark.parametrize(
    ("auth", "user", "password", "message"),
    [
        ("basic", "ann", None, ("the store riverton needs a password, and none is to be found\n  hint: put it into the environment as "
         "CLAIMGRAPH_RIVERTON_PASSWORD, or into a keyring: keyring set claimgraph riverton")),
        ("bearer", "", None, ("the store riverton needs a token, and none is to be found\n  hint: put it into the environment as "
         "CLAIMGRAPH_RIVERTON_TOKEN, or into a keyring: keyring set claimgraph riverton")),
        ("digest", "", "x", ("the store riverton needs a user beside the password\n  hint: write user = … in its settings, or put it into the "
         "environment as CLAIMGRAPH_RIVERTON_USER")),
        ("basic", "ann", f"{SECRET}\r\nHost: x", ("the password or the user of the store riverton holds a line break or another control character\n"
         "  hint: look at CLAIMGRAPH_RIVERTON_PASSWORD")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_credentials(auth: str, user: str, password: str | None, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if password:
        monkeypatch.setenv("CLAIMGRAPH_RIVERTON_PASSWORD", password)
    with pytest.raises(RemoteError) as caught:
        find_credentials(Endpoint(NAME, "http://x/", auth=auth, user=user))
    assert said(caught.value) == message


@pytest.mark.parametrize(
    ("url", "query", "update", "gsp"),
    [
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878/query", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:3030/ds/query", "http://h:3030/ds/query", "http://h:3030/ds/update", ""),
        ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql", ""),
        ("http://h:8890/sparql-auth", "http://h:8890/sparql-auth", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"),
        ("http://h/rdf4j-server/repositories/trams", "http://h/rdf4j-server/repositories/trams", "http://h/rdf4j-server/repositories/trams/statements",
         "http://h/rdf4j-server/repositories/trams/rdf-graphs/service"),
        ("http://h/anything?key=1", "http://h/anything?key=1", "http://h/anything?key=1", ""),
    ],
)  # fmt: skip
def test_an_address_tells_the_others(url: str, query: str, update: str, gsp: str) -> None:
    endpoint = endpoint_at(url)
    assert (endpoint.query, endpoint.update, endpoint.gsp, endpoint.auth) == (query, update, gsp, "none")


@pytest.mark.parametrize(
    ("variables", "url", "auth"),
    [
        ({"PASSWORD": "x"}, "http://h/query", "basic"),
        ({"PASSWORD": "x"}, "http://h/sparql-auth", "digest"),
        ({"TOKEN": "x"}, "http://h/query", "bearer"),
        ({"PASSWORD": "x", "AUTH": "Digest"}, "http://h/query", "digest"),
        ({"PASSWORD": "x", "AUTH": "none"}, "http://h/query", "none"),
    ],
)
def test_how_an_address_is_told_who_asks(variables: dict[str, str], url: str, auth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for what, value in variables.items():
        monkeypatch.setenv(f"CLAIMGRAPH_STORE_{what}", value)
    assert endpoint_at(url).auth == auth


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"http://ann:{SECRET}@h/", ("the address of the store holds a user or a password, which would end up where others read it\n"
         "  hint: secrets come from the environment, see docs/remote.md")),
        ("file:///etc/passwd", "'file:///etc/passwd' is not an address that starts with http:// or https://"),
        ("http://", "'http://' is not an address that starts with http:// or https://"),
        (f"http://ann:{SECRET}", ("the address of the store is not an address that starts with http:// or https://\n"
         "  hint: secrets come from the environment, see docs/remote.md")),
        (f"http://ann:{SECRET}%40h/", ("the address of the store is not an address that starts with http:// or https://\n"
         "  hint: secrets come from the environment, see docs/remote.md")),
        ("http://a..b/", "'http://a..b/' is not an address that starts with http:// or https://"),
        ("http://*/", "'http://*/' is not an address that starts with http:// or https://"),
        ("http://[v1.x]/", "'http://[v1.x]/' is not an address that starts with http:// or https://"),
        ("http://h/a b", "'http://h/a b' is not an address that starts with http:// or https://"),
    ],
)  # fmt: skip
def test_an_address_that_is_none(url: str, message: str) -> None:
    with pytest.raises(RemoteError) as caught:
        endpoint_at(url)
    assert said(caught.value) == message


NO_STORE = "error: no store is named\n  hint: give a folder, a name of the settings, or an address such as http://127.0.0.1:7878/\n"
NO_ADDRESS = """\
error: 'http:/x' is not an address that starts with http:// or https://, and no folder that is there
  hint: a folder is written as ./http:/x
"""
PASSWORD = """\
error: the address of the store holds a user or a password, which would end up where others read it
  hint: write it as http://host:port/; secrets come from the environment, see docs/remote.md
"""


@pytest.mark.parametrize(
    ("command", "store", "message"),
    [
        *(
            (command, "", NO_STORE)
            for command in ("list", "show c", "query ASK{}", "draw -o x.svg", "export -o x.nq", "import x.nq", "push")
        ),
        *((command, "http:/x", NO_ADDRESS) for command in ("list", "export -o x.nq", "import x.nq", "push")),
        *((command, f"u:{SECRET}@h:80", PASSWORD) for command in ("list", "import x.nq", "push")),
        ("list", "//h.invalid/", "error: '//h.invalid/' is an address without its beginning\n  hint: write http://h.invalid/\n"),
    ],
)
def test_what_looks_like_an_address_is_no_new_folder(command: str, store: str, message: str, run: Run, make_corpus: MakeCorpus) -> None:
    first, *rest = command.split()
    folder = make_corpus({}).parent
    done = run(first, *rest, *([store] if first == "push" else ["--store", store]), cwd=folder)
    assert (done.stdout, done.stderr, done.returncode) == ("", message, 2)
    assert [path.name for path in folder.iterdir()] == ["facts"]


@pytest.mark.parametrize(
    "store", [f"ssh:u:{SECRET}@h", f"u:{SECRET}/1@h", f"u:{SECRET}%40h", f"{SECRET}:@", f"//u:{SECRET}@h/", f"u:1\n{SECRET}@h"]
)
def test_a_password_without_an_address_is_not_shown(store: str) -> None:
    with pytest.raises(RemoteError, match="the address of the store holds a user or a password") as caught:
        find_endpoint(store)
    assert SECRET not in said(caught.value)


@pytest.mark.parametrize(
    "store", ["localhost", "localhost/x", "127.0.0.1/x", "example.invalid/sparql", "build:1", "//", "http:x", "HTTP:\\\\x", "urn:x", " "]
)
def test_a_mistyped_address_is_no_folder(store: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if store == "//":
        assert find_endpoint(store) is None  # the root, which is there
    else:
        with pytest.raises(RemoteError):
            find_endpoint(store)


@pytest.mark.parametrize("store", ["./http:/x", "../u:x@h", "/no/such:x@y", "new", "a.b@", "C:\\x", "~x"])
def test_what_begins_like_a_folder_is_one(store: str) -> None:
    assert find_endpoint(store) is None


@pytest.mark.parametrize("store", ["http:", "u:x@h", "localhost", "h:80", "example.invalid/sparql"])
def test_a_folder_that_is_there_stays_one(store: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / store).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert find_endpoint(store) is None


# ---------------------------------------------------------------- what is sent


def test_a_query_is_sent_as_a_form_an_update_as_itself_a_graph_as_n_triples() -> None:
    with serve(reply) as server:
        asker = client(server.url)
        asker.query("SELECT ?x { ?x ?y 'é&=' }")
        asker.update("INSERT DATA {}")
        asker.gsp("PUT", "http://x/a?b=c&d", b"<http://x/a> <http://x/b> <http://x/c> .\n")
        asker.gsp("GET", None)
    kinds = [(asked.method, asked.path, asked.headers["Content-Type"], asked.headers["Accept"], asked.body) for asked in server.asked]
    assert kinds == [
        ("POST", "/query", "application/x-www-form-urlencoded; charset=utf-8", "application/sparql-results+json",
         "query=SELECT+%3Fx+%7B+%3Fx+%3Fy+%27%C3%A9%26%3D%27+%7D"),
        ("POST", "/query", "application/sparql-update; charset=utf-8", "*/*", "INSERT DATA {}"),
        ("PUT", "/query?graph=http%3A%2F%2Fx%2Fa%3Fb%3Dc%26d", "application/n-triples", "*/*", "<http://x/a> <http://x/b> <http://x/c> .\n"),
        ("GET", "/query?default", None, "application/n-triples", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["update", "gsp"])
def test_what_has_no_address_is_told(what: str) -> None:
    asker = Client(Endpoint(NAME, "http://127.0.0.1:9/query"))
    with pytest.raises(RemoteError) as caught:
        asker.update("") if what == "update" else asker.gsp("GET", None)
    assert said(caught.value) == f"the store riverton has no address for this\n  hint: write {what} = … in its settings"


def test_a_graph_that_is_not_there_is_empty() -> None:
    with serve(lambda talk: reply(talk, 404)) as server:
        assert client(server.url).gsp("GET", "http://x/g") == b""


def test_a_query_that_the_store_finds_wrong() -> None:
    with (
        serve(lambda talk: reply(talk, 400, "syntax error at line 1")) as server,
        pytest.raises(QueryError, match="syntax error at line 1"),
    ):
        client(server.url).query("SELECT")
