"""The world goes wrong in, one line and an exit code out: disks, caches, pipes, signals, other processes.

Every command runs as a process of its own, as a user runs it; `run` fails on any traceback.
"""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from helpers import FACTS, MakeCorpus, Run, hear_interrupts

COUNT = "SELECT (COUNT(*) AS ?n) { ?claim a cg:Claim }"
LONG = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"


@pytest.fixture
def facts(make_corpus: MakeCorpus) -> pathlib.Path:
    return make_corpus(FACTS)


@pytest.fixture
def cache(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    path = tmp_path / "cache"
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(path))
    return path


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a failed command says: `error: …` on one line, a hint on a second, exit code 2."""
    lines = done.stderr.splitlines()
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert len(lines) <= 2, lines
    assert lines[0].startswith("error: ")
    assert len(lines) == 1 or lines[1].startswith("  hint: ")
    return done.stderr


def stores(cache: pathlib.Path) -> list[pathlib.Path]:
    """Return the stores that a cache, or a folder given with --store, holds."""
    return [path for path in _below(cache) if path.name.startswith("store-")]


def leftovers(folder: pathlib.Path) -> list[str]:
    return sorted(path.name for path in _below(folder) if path.name.endswith(".part"))


def _below(folder: pathlib.Path) -> list[pathlib.Path]:
    """Return all that is in a folder, where another process may rename things at the same time."""
    return sorted(pathlib.Path(top, name) for top, folders, files in os.walk(folder) for name in [*folders, *files])


# ---------------------------------------------------------------- what a user gives


def test_a_wrong_query(run: Run, facts: pathlib.Path) -> None:
    assert said(run("query", "SELEC ?x {}", "--facts", facts)) == (
        "error: query:1:1: a query cannot start with 'SELEC'\n  hint: did you mean SELECT?\n"
    )  # fmt: skip
    assert "error: query:1:" in said(run("query", "SELECT ?x { ?x ", "--facts", facts))


@pytest.mark.parametrize(
    "command", [["query", COUNT], ["list"], ["show", "claim:x"], ["export", "--format", "nq"], ["draw", "-o", "/dev/null"]]
)
def test_no_folder_of_facts(run: Run, tmp_path: pathlib.Path, command: list[str]) -> None:
    there = "error: there is no folder nowhere\n  hint: name the folder of facts with --facts DIR\n"
    assert said(run(*command, "--facts", "nowhere", cwd=tmp_path)) == there
    here = said(run(*command, cwd=tmp_path))
    assert here.startswith("error: no facts here: neither a facts folder nor a claimgraph.toml, here or above\n  hint: ")


def test_a_file_for_a_folder(run: Run, facts: pathlib.Path) -> None:
    done = run("query", COUNT, "--facts", "source.yaml", cwd=facts)
    assert said(done) == "error: source.yaml is a file, not a folder of facts\n"


def test_facts_with_problems_answer_nothing(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    (facts / "source.yaml").write_text(FACTS.replace("person:Ann", "person:Anne"), encoding="utf-8")
    done = run("query", COUNT, "--facts", facts, cwd=facts)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "source.yaml:8:32: error[unknown-entity]: claim:led-by-ann speaks of person:Anne, which is not declared\n"
        "  hint: did you mean person:Ann or person:Bob?\n"
        "error: the facts have 1 problem\n"
        "  hint: run `claimgraph check`\n"
    )
    assert stores(cache) == []


# ---------------------------------------------------------------- disks


def test_a_cache_that_cannot_be_written(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("query", COUNT, "--facts", facts, CLAIMGRAPH_CACHE=str(tmp_path / "file" / "below"))
    assert said(done).startswith("error: the store cannot be kept in " + str(tmp_path / "file" / "below"))
    assert ": not a directory\n  hint: name another place with --store DIR or the variable CLAIMGRAPH_CACHE\n" in done.stderr


@pytest.mark.parametrize("command", [["query", COUNT], ["list"], ["export", "--format", "trig"], ["draw"]])
def test_an_output_on_a_full_disk(run: Run, facts: pathlib.Path, command: list[str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    done = run(*command, "--facts", facts, "-o", "/dev/full")
    assert said(done) == "error: /dev/full cannot be written: no space left on device\n"


def test_standard_output_on_a_full_disk(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    run("query", COUNT, "--facts", facts)
    for command in (["query", COUNT], ["export", "--format", "nq"], ["list", "--format", "json"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "claimgraph", *command, "--facts", facts],
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
        assert "Traceback" not in done.stderr
        assert done.returncode == 2, done
        assert "no space left on device" in done.stderr.lower()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name of a file is UTF-8")
def test_a_cache_whose_name_is_not_utf_8(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    done = run("query", COUNT, "--facts", facts, CLAIMGRAPH_CACHE=f"{tmp_path}/\udcff")
    assert f"error: the store {tmp_path}/\\udcff/stores/" in said(done)
    assert said(done).endswith(
        "/data cannot be written: The DB path is not valid UTF-8\n"
        "  hint: the name of its folder is not UTF-8: name another place with --store DIR or the variable CLAIMGRAPH_CACHE\n"
    )


@pytest.fixture
def small_disk(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """Mount a disk of 64 KB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("only the administrator can mount a small disk, and not in every container")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_cache_on_a_full_disk(run: Run, facts: pathlib.Path, small_disk: pathlib.Path) -> None:
    done = run("query", COUNT, "--facts", facts, CLAIMGRAPH_CACHE=str(small_disk / "cache"))
    assert said(done).startswith("error: the store ")
    assert stores(small_disk) == []
    assert leftovers(small_disk) == []


def test_an_output_on_a_small_disk(run: Run, facts: pathlib.Path, small_disk: pathlib.Path, cache: pathlib.Path) -> None:
    (small_disk / "claims.html").write_text("what was there", encoding="utf-8")
    done = run("draw", "--facts", facts, "-o", small_disk / "claims.html")
    assert said(done) == f"error: {small_disk}/claims.html cannot be written: no space left on device\n"
    assert (small_disk / "claims.html").read_text(encoding="utf-8") == "what was there"
    assert leftovers(small_disk) == []


@pytest.mark.parametrize("command", [["query", COUNT], ["list"], ["export", "--format", "ttl"], ["draw"]])
def test_an_output_never_replaces_facts(run: Run, facts: pathlib.Path, command: list[str]) -> None:
    before = (facts / "source.yaml").read_bytes()
    done = run(*command, "--facts", facts, "-o", facts / "source.yaml", *(["--format", "svg"] if command == ["draw"] else []))
    assert said(done) == (
        f"error: {facts}/source.yaml is a file of the corpus, and would be replaced\n  hint: name another file to write to\n"
    )
    assert (facts / "source.yaml").read_bytes() == before


@pytest.mark.parametrize("command", [["query", COUNT], ["list"], ["export", "--format", "ttl"], ["draw", "--format", "svg"]])
def test_an_output_never_becomes_one_of_the_facts(run: Run, facts: pathlib.Path, command: list[str]) -> None:
    done = run(*command, "--facts", facts, "-o", facts / "new.yaml")
    assert said(done) == f"error: {facts}/new.yaml would be read as facts\n  hint: name a file outside the folder of facts\n"
    assert not (facts / "new.yaml").exists()


@pytest.mark.parametrize("command", [["query", COUNT], ["list"], ["export", "--format", "ttl"], ["draw"]])
def test_an_output_into_no_folder(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path, command: list[str]) -> None:
    done = run(*command, "--facts", facts, "-o", "no/such/folder/out", cwd=tmp_path)
    assert said(done) == "error: no/such/folder/out cannot be written: no such file or directory\n"
    done = run(*command, "--facts", facts, "-o", facts / "source.yaml" / "out")
    assert said(done) == f"error: {facts}/source.yaml/out cannot be written: not a directory\n"


def test_an_output_stays_whole_when_the_query_fails(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "out.csv").write_text("what was there", encoding="utf-8")
    for query in ("SELECT ?x {", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        assert said(run("query", query, "--facts", facts, "-o", "out.csv", "--format", "csv", cwd=tmp_path)).startswith("error: ")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "what was there"
    assert leftovers(tmp_path) == []


# ---------------------------------------------------------------- the cache


def answer(run: Run, facts: pathlib.Path, *more: object) -> str:
    done = run("query", COUNT, "--facts", facts, *more)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_a_store_is_kept_and_follows_the_facts(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    assert answer(run, facts) == "n\n1\n"
    (first,) = stores(cache)
    before = first.stat().st_mtime_ns
    assert answer(run, facts) == "n\n1\n"
    assert [(path, path.stat().st_mtime_ns) for path in stores(cache)] == [(first, before)]
    os.utime(facts / "source.yaml")  # touched, not changed
    assert answer(run, facts) == "n\n1\n"
    assert [(path, path.stat().st_mtime_ns) for path in stores(cache)] == [(first, before)]
    more = FACTS + FACTS[FACTS.index("  - id:") :].replace("led-by-ann", "led-by-bob").replace("Ann", "Bob")
    (facts / "source.yaml").write_text(more, encoding="utf-8")
    assert answer(run, facts) == "n\n2\n"
    assert len(stores(cache)) == 2


def test_only_the_last_stores_are_kept(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    for number in range(6):
        (facts / "source.yaml").write_text(FACTS + f"# {number}\n", encoding="utf-8")
        assert answer(run, facts) == "n\n1\n"
    assert len(stores(cache)) == 6, "what was just built, another process may be about to open"
    for store in stores(cache):
        os.utime(store, (time.time() - 1000, time.time() - 1000))
    (facts / "source.yaml").write_text(FACTS + "# last\n", encoding="utf-8")
    assert answer(run, facts) == "n\n1\n"
    assert len(stores(cache)) == 4


def test_a_deleted_cache_is_built_again(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    assert answer(run, facts) == "n\n1\n"
    shutil.rmtree(cache)
    assert answer(run, facts) == "n\n1\n"
    shutil.rmtree(stores(cache)[0])  # the stamp still names it
    assert answer(run, facts) == "n\n1\n"
    assert len(stores(cache)) == 1


def spoil_store(path: pathlib.Path, how: str) -> None:
    data = path.read_bytes()
    if how == "deleted":
        path.unlink()
    elif how == "flipped":
        path.write_bytes(data[: len(data) // 2] + bytes(b ^ 0xFF for b in data[len(data) // 2 :]))
    else:
        os.truncate(path, {"empty": 0, "cut": len(data) * 2 // 3}[how])


@pytest.mark.parametrize("how", ["deleted", "empty", "cut", "flipped"])
@pytest.mark.parametrize("what", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_a_damaged_store_is_built_again_silently(run: Run, facts: pathlib.Path, cache: pathlib.Path, what: str, how: str) -> None:
    """A database with a cut MANIFEST opens as if it were empty: to answer 0 would be worse than to fail."""
    assert answer(run, facts) == "n\n1\n"
    found = sorted(stores(cache)[0].glob(f"data/{what}"))
    assert found
    for path in found:
        spoil_store(path, how)
    assert answer(run, facts) == "n\n1\n"
    (store,) = stores(cache)
    before = store.stat().st_mtime_ns
    assert answer(run, facts) == "n\n1\n"
    assert store.stat().st_mtime_ns == before, "mended once, not at every question"
    assert leftovers(cache) == []


@pytest.mark.parametrize("file", ["stamp", "seal", "store-*/stamp", "store-*/seal"])
@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 100, b"store-x\t0\n\nmodules\n\n\n\n", b"../../..\t0\n\nmodules\n\na\tb\n\nx"])
def test_a_damaged_stamp_is_written_again(run: Run, facts: pathlib.Path, cache: pathlib.Path, file: str, data: bytes) -> None:
    assert answer(run, facts) == "n\n1\n"
    for path in cache.glob(f"stores/*/{file}"):
        path.write_bytes(data)
    assert answer(run, facts) == "n\n1\n"
    assert answer(run, facts) == "n\n1\n"


def test_a_stamp_cut_anywhere(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    assert answer(run, facts) == "n\n1\n"
    (stamp,) = cache.glob("stores/*/stamp")
    whole = stamp.read_bytes()
    for length in range(1, len(whole), len(whole) // 5):
        stamp.write_bytes(whole[:length])
        assert answer(run, facts) == "n\n1\n"
        assert stamp.read_bytes() == whole


def test_a_foreign_folder_is_not_touched(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "store-of-wine.txt").write_text("precious", encoding="utf-8")
    done = run("query", COUNT, "--facts", facts, "--store", "mine", cwd=tmp_path)
    assert said(done) == "error: --store mine holds something else than a store of claimgraph\n  hint: name a new folder\n"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["store-of-wine.txt"]
    (tmp_path / "file").write_text("precious", encoding="utf-8")
    assert said(run("query", COUNT, "--facts", facts, "--store", "file", cwd=tmp_path)).startswith(
        "error: --store file is a file\n  hint: "
    )
    assert (tmp_path / "file").read_text(encoding="utf-8") == "precious"


def test_a_new_or_empty_folder_becomes_a_store(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/er", "empty"):
        assert answer(run, facts, "--store", tmp_path / name) == "n\n1\n"
    assert len(stores(tmp_path / "empty")) == 1


# ---------------------------------------------------------------- other processes, and the end of this one


def start(*args: object, **more: object) -> subprocess.Popen[str]:
    """Start the command line as from a terminal, where Ctrl-C works."""
    if os.name == "posix":
        more["preexec_fn"] = hear_interrupts
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "claimgraph", *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **more
    )


def test_eight_processes_build_the_same_store(facts: pathlib.Path, cache: pathlib.Path) -> None:
    for _ in range(2):  # into an empty cache, and over a damaged store
        all_ = [start("query", COUNT, "--facts", facts) for _ in range(8)]
        assert {(*process.communicate(timeout=120), process.returncode) for process in all_} == {("n\n1\n", "", 0)}
        assert len(stores(cache)) == 1
        assert leftovers(cache) == []
        spoil_store(next(stores(cache)[0].glob("data/MANIFEST-*")), "cut")


def test_a_build_that_is_killed_leaves_nothing_for_long(run: Run, facts: pathlib.Path, cache: pathlib.Path) -> None:
    claim = FACTS[FACTS.index("  - id:") :]
    many = "".join(claim.replace("led-by-ann", f"led-by-ann-{n}") for n in range(3_000))
    (facts / "many.yaml").write_text(FACTS[: FACTS.index("  - id:")].replace("src:paper", "src:many") + many, encoding="utf-8")
    process = start("query", COUNT, "--facts", facts)
    limit = time.monotonic() + 60
    while not leftovers(cache) and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.002)
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, "killed while it built"
    assert stores(cache) == []
    (left,) = cache.glob("stores/*/.store-*.part")
    (cache / "stores" / left.parent.name / ".stamp.1-0123abcd.part").write_text("", encoding="utf-8")
    assert answer(run, facts) == "n\n3001\n"
    assert len(leftovers(cache)) == 2, "another process might still be at it"
    for path in left.parent.glob(".*.part"):
        os.utime(path, (time.time() - 4000, time.time() - 4000))
    (facts / "source.yaml").write_text(FACTS + "# changed\n", encoding="utf-8")
    assert answer(run, facts) == "n\n3001\n"
    assert leftovers(cache) == []


@pytest.mark.parametrize(
    "command", [["query", "SELECT * { ?s ?p ?o }"], ["export", "--format", "nq", "--with-ontology"], ["list", "--format", "jsonl"]]
)
def test_a_reader_that_has_enough(facts: pathlib.Path, cache: pathlib.Path, command: list[str]) -> None:
    """`claimgraph … | head -1`."""
    claim = FACTS[FACTS.index("  - id:") :]
    (facts / "source.yaml").write_text(FACTS + "".join(claim.replace("led-by-ann", f"led-{n}") for n in range(500)), encoding="utf-8")
    process = start(*command, "--facts", facts)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() != ""
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_no_reader_at_all(facts: pathlib.Path, cache: pathlib.Path) -> None:
    done = subprocess.run(["bash", "-c", f"'{sys.executable}' -m claimgraph query '{COUNT}' --facts '{facts}' | true; echo ${{PIPESTATUS[0]}}"],
                          capture_output=True, encoding="utf-8", timeout=60, check=False)  # fmt: skip
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("output", [False, True])
def test_ctrl_c_ends_even_a_question_that_takes_for_ever(
    facts: pathlib.Path, cache: pathlib.Path, tmp_path: pathlib.Path, output: bool
) -> None:
    """Python's own handler would wait for the engine."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "answer.csv").write_text("what was there", encoding="utf-8")
    query = LONG.replace("(COUNT(*) AS ?count)", "*") if output else LONG
    process = start("query", query, "--facts", facts, *(["-o", out / "answer.csv"] if output else []))
    limit = time.monotonic() + 60
    while not (leftovers(out) if output else stores(cache)) and time.monotonic() < limit:
        time.sleep(0.01)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (stdout, stderr.strip(), process.returncode) == ("", "interrupted", 130)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [("answer.csv", "what was there")]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that can close a stream")
@pytest.mark.parametrize(
    ("command", "code"), [("list >&-", 0), ("query 'ASK {}' >&-", 0), ("export --format nq >&-", 0), ("query - <&-", 2)]
)
def test_closed_streams(facts: pathlib.Path, command: str, code: int) -> None:
    line = f"{sys.executable} -m claimgraph {command}"
    done = subprocess.run(line, shell=True, check=False, cwd=facts.parent, stderr=subprocess.PIPE, encoding="utf-8")
    assert "Traceback" not in done.stderr
    assert done.returncode == code


def test_many_days_at_once(facts: pathlib.Path) -> None:
    """Each day has a store of its own; no process clears away what another is about to open."""
    days = [f"2026-04-{day:02}" for day in range(1, 13)]
    running = [start("query", COUNT, "--facts", facts, "--as-of", day) for day in days]
    assert [(process.communicate(timeout=120)[0], process.returncode) for process in running] == [("n\n0\n", 0)] * len(days)


def test_what_is_not_ours_stays_in_a_kept_store(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    kept = tmp_path / "kept"
    assert run("query", COUNT, "--facts", facts, "--store", kept).returncode == 0
    for name in ("store-mybackup", "old.part"):
        (kept / name).mkdir()
        os.utime(kept / name, (0, 0))
    for day in range(1, 7):
        run("query", COUNT, "--facts", facts, "--store", kept, "--as-of", f"2026-04-{day:02}")
    assert (kept / "store-mybackup").is_dir()
    assert (kept / "old.part").is_dir()


def test_facts_behind_a_link_keep_their_settings(run: Run, tmp_path: pathlib.Path, root: pathlib.Path) -> None:
    (tmp_path / "link").symlink_to(root / "facts")
    assert "Avocado" in run("query", "--name", "codenames", "--facts", tmp_path / "link").stdout


def _wait_until_busy(pid: int) -> None:
    """Wait until a process has computed for a second: however slow the machine, it has started by then."""
    ticks = os.sysconf("SC_CLK_TCK")
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        user = int(pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11])
        if user >= ticks:
            return
        time.sleep(0.02)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc to see how far a process is")
def test_ctrl_c_while_facts_are_read(facts: pathlib.Path, cache: pathlib.Path) -> None:
    claim = FACTS[FACTS.index("  - id:") :]
    many = "".join(claim.replace("led-by-ann", f"led-by-ann-{n}") for n in range(80_000))
    (facts / "source.yaml").write_text(FACTS + many, encoding="utf-8")
    process = start("check", facts)
    _wait_until_busy(process.pid)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (stdout, stderr.strip(), process.returncode) == ("", "interrupted", 130)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc to see its children")
def test_ctrl_c_while_other_processes_read_facts(facts: pathlib.Path, cache: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_PROCESSES", "3")
    claim = FACTS[FACTS.index("  - id:") :]
    for page in range(4):
        many = "".join(claim.replace("led-by-ann", f"led-by-ann-{page}-{n}") for n in range(20_000))
        head = FACTS[: FACTS.index("  - id:")].replace("src:paper", f"src:paper-{page}")
        (facts / f"page-{page}.yaml").write_text(head + many, encoding="utf-8")
    process = start("check", facts)
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    limit = time.monotonic() + 60
    while len(found := children.read_text(encoding="utf-8").split()) < 2 and time.monotonic() < limit:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (stdout, stderr.strip(), process.returncode) == ("", "interrupted", 130)
    assert len(found) == 2
    limit = time.monotonic() + 10
    while any(os.path.isdir(f"/proc/{child}") for child in found) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not any(os.path.isdir(f"/proc/{child}") for child in found)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_asked_to_end_leaves_no_half_written_file(facts: pathlib.Path, tmp_path: pathlib.Path, number: signal.Signals) -> None:
    out = tmp_path / "out"
    out.mkdir()
    process = start("query", LONG.replace("(COUNT(*) AS ?count)", "*"), "--facts", facts, "-o", out / "answer.csv")
    limit = time.monotonic() + 60
    while not leftovers(out) and time.monotonic() < limit:
        time.sleep(0.01)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert list(out.iterdir()) == []


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")
def test_standard_output_by_a_link_stays_a_link(facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Even where it leads to a file, as behind `>`."""
    (tmp_path / "stdout").symlink_to("/proc/self/fd/1")
    with (tmp_path / "redirected").open("wb") as file:
        command = [sys.executable, "-m", "claimgraph", "export", "--facts", str(facts), "--format", "nq", "-o", str(tmp_path / "stdout")]
        assert subprocess.run(command, check=False, stdout=file).returncode == 0
    assert (tmp_path / "stdout").is_symlink()
    assert b"led-by-ann" in (tmp_path / "redirected").read_bytes()


def test_a_link_to_a_file_leads_to_the_new_one(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "old.nq").write_text("old", encoding="utf-8")
    (tmp_path / "link.nq").symlink_to("old.nq")
    assert run("export", "--facts", facts, "-o", tmp_path / "link.nq").returncode == 0
    assert (tmp_path / "link.nq").is_symlink()
    assert "led-by-ann" in (tmp_path / "old.nq").read_text(encoding="utf-8")


def test_a_name_may_be_as_long_as_the_system_allows(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    name = "n" * 252 + ".nq"
    assert run("export", "--facts", facts, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / name).exists()
