"""`claimgraph push` where things go wrong: killed, refused, cut short, lied to, or twice at once."""

from __future__ import annotations

import contextlib
import http.server
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus, Run, hear_interrupts
from servers import oxigraph
from test_push import BASE, SOURCE, TOML, _content, _embedded, _load, _push, _update, _wanted
from tram_corpus import tram_corpus

from claimgraph.errors import StoreError
from claimgraph.pushing import Wish

#: What a door does with an update (its address, and its text): a status to answer in place of the store, or None to let it through.
Judge = Callable[[bytes], int | None]


@contextlib.contextmanager
def _door(store: str, judge: Judge) -> Iterator[str]:
    """Run a server before a store that lets queries through, and of updates what it likes; 200 of its own means that it lies."""

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            write = self.path.startswith(("/update", "/store"))
            status = judge(urllib.parse.unquote(self.path).encode() + b"\n" + body) if write else None
            if status is None:
                request = urllib.request.Request(store + self.path, body, {k: v for k, v in self.headers.items() if k != "Host"})
                try:
                    with urllib.request.urlopen(request, timeout=30) as reply:
                        self._answer(reply.status, reply.read(), reply.headers.get("Content-Type", "text/plain"))
                except urllib.error.HTTPError as error:
                    self._answer(error.code, error.read(), "text/plain")
            else:
                self._answer(status, b"the door says so\n", "text/plain")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}"
        finally:
            httpd.shutdown()
            thread.join()


# ---------------------------------------------------------------- stores that refuse


def test_a_store_that_takes_less_at_once_gets_less_at_once(make_corpus: MakeCorpus, store: str) -> None:
    refused = []

    def judge(body: bytes) -> int | None:
        if len(body) <= 20_000:
            return None
        refused.append(len(body))
        return 413

    corpus = make_corpus(SOURCE, toml=TOML)
    with _door(store, judge) as url:
        pushed = _push(_embedded(corpus), url)
    assert (pushed.missing, pushed.extra) == ([], [])
    assert 1 <= len(refused) <= 10
    assert _content(store) == _wanted(corpus)


def test_a_store_that_is_busy_is_asked_again(make_corpus: MakeCorpus, store: str) -> None:
    answers = iter([503, 503])
    with _door(store, lambda _: next(answers, None)) as url:
        pushed = _push(_embedded(make_corpus(SOURCE, toml=TOML)), url, gsp="")
    assert (pushed.missing, pushed.extra) == ([], [])
    assert next(answers, None) is None


@pytest.mark.parametrize("status", [401, 403, 405, 500])
def test_a_store_that_takes_no_updates_is_left_as_it_is(status: int, make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    asked = []

    def judge(body: bytes) -> int:
        asked.append(body)
        return status

    with _door(store, judge) as url:
        done = run("push", url, "--facts", corpus)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the store 127.0.0.1")
    assert f"({status})" in done.stderr
    assert "hint: " in done.stderr
    assert len(asked) < 20
    assert _content(store) == set()


def test_a_server_that_only_reads_says_so(make_corpus: MakeCorpus, tmp_path: pathlib.Path, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    ox.Store(str(tmp_path / "quiet")).flush()
    with oxigraph(tmp_path / "quiet", read_only=True) as url:
        done = run("push", url, "--facts", corpus)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the store 127.0.0.1")
    assert done.stdout == ""


def test_an_endpoint_without_an_address_for_updates_is_refused(make_corpus: MakeCorpus, store: str) -> None:
    with pytest.raises(StoreError, match="no address for updates"):
        _push(_embedded(make_corpus(SOURCE, toml=TOML)), store, update="", gsp="")


def test_what_the_store_did_not_keep_is_named(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    """It says 200 to everything, and never takes what is said of the budget."""
    corpus = make_corpus(SOURCE, toml=TOML)
    with _door(store, lambda body: 200 if b"claim/budget" in body else None) as url:
        done = run("push", url, "--facts", corpus, "--batch", 1)
    assert done.returncode == 1
    first, *named = done.stdout.splitlines()
    assert "verified: missing " in first
    assert "missing 0" not in first
    assert any(line.startswith(f"  missing in <{BASE}claim/budget>: <{BASE}value/") for line in named), named
    assert len(named) == 5
    again = run("push", store, "--facts", corpus)
    assert "missing 0, extra 0" in again.stdout
    assert _content(store) == _wanted(corpus)


# ---------------------------------------------------------------- killed


def _versions(tmp_path: pathlib.Path) -> tuple[pathlib.Path, dict[str, str]]:
    """Return the tram corpus as it was, and its files as they are to be: less, more and other claims."""
    folder = tram_corpus(tmp_path)
    gazette = (folder / "gazette.yaml").read_text(encoding="utf-8")
    changed = gazette.replace("org:Brightrail}", "org:Ironway}").replace("modality: hoped", "modality: planned")
    return folder, {
        "gazette.yaml": changed[: changed.index("  - id: claim:tram-2-harbour")],
        "source.yaml": SOURCE.replace("org:Lab", "org:State").replace("person:Ann", "person:AdaOkoro"),
    }


def test_a_push_that_is_killed_at_any_moment_is_finished_by_the_next(store: str, tmp_path: pathlib.Path) -> None:
    folder, files = _versions(tmp_path)
    before = set(_embedded(folder).inner)
    for name in ("correction.yaml", "minutes.yaml", "tribune.yaml", "wire.yaml"):
        (folder / name).unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    wanted = _wanted(folder)
    draw = random.Random(4)
    seen = []
    with _door(store, lambda body: judge(body)) as url:  # noqa: PLW0108  (each round has another judge)
        command = [sys.executable, "-m", "claimgraph", "push", url, "--facts", str(folder), "--prune", "--batch", "5"]
        updates: list[bytes] = []
        judge = updates.append
        _load(store, before)
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        assert _content(store) == wanted
        for _ in range(20):
            _update(store, "CLEAR ALL")
            _load(store, before)
            left, delay = iter(range(draw.randrange(len(updates)))), draw.uniform(0, 0.02)
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:

                def judge(_: bytes, left: Iterator[int] = left, delay: float = delay, kill: Callable[[], None] = process.kill) -> None:
                    if next(left, None) is None:
                        threading.Timer(delay, kill).start()

                assert process.wait(60) == -signal.SIGKILL
            there = _content(store)
            seen.append(there not in (before, wanted))
            assert _in_order(there)
            pushed = _push(_embedded(folder), store, Wish(prune=True))
            assert (pushed.missing, pushed.extra) == ([], [])
            assert _content(store) == wanted
    assert sum(seen) > 10, "too few pushes were killed while they wrote"


def _in_order(content: set[ox.Quad]) -> bool:
    """Tell whether each claim that a query would find has its graph."""
    graphs = {quad.graph_name for quad in content}
    claims = {
        q.subject
        for q in content
        if str(q.object) == "<https://w3id.org/claimgraph/ns#Claim>" and isinstance(q.graph_name, ox.DefaultGraph)
    }
    return claims <= graphs


def test_ctrl_c_ends_a_push_with_a_word(make_corpus: MakeCorpus, store: str) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    here = threading.Event()

    def judge(_: bytes) -> int | None:
        here.set()
        time.sleep(1)
        return None

    with _door(store, judge) as url:
        command = [sys.executable, "-m", "claimgraph", "push", url, "--facts", str(corpus), "--batch", "20"]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=hear_interrupts,  # noqa: PLW1509  (it starts no thread)
        ) as process:
            assert here.wait(30)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip() == "interrupted"
    assert _push(_embedded(corpus), store).missing == []
    assert _content(store) == _wanted(corpus)


# ---------------------------------------------------------------- two at once


def test_two_pushes_of_the_same_at_once_end_as_one(make_corpus: MakeCorpus, store: str) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    command = [sys.executable, "-m", "claimgraph", "push", store, "--facts", str(corpus), "--batch", "50"]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert "missing 0, extra 0" in out
    assert _content(store) == _wanted(corpus)


def test_two_pushes_of_different_corpora_at_once_leave_what_the_next_push_puts_right(make_corpus: MakeCorpus, store: str) -> None:
    other = make_corpus(SOURCE.replace("person:Ann}", "person:Bob}"), toml=TOML)
    theirs = _embedded(other)
    corpus = make_corpus(SOURCE, toml=TOML)
    ours = _embedded(corpus)
    failed: list[BaseException] = []

    def work(one: object) -> None:
        try:
            for _ in range(3):
                _push(one, store, Wish(prune=True), batch=20)  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001  (a thread of its own would swallow it)
            failed.append(error)

    threads = [threading.Thread(target=work, args=(one,)) for one in (ours, theirs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    pushed = _push(ours, store, Wish(prune=True))
    assert (pushed.missing, pushed.extra) == ([], [])
    assert _content(store) == _wanted(corpus)
