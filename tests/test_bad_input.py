"""Wrong facts in, exact messages out: one fixture at least for every problem code.

Each `bad_input/NAME.yaml` is checked beside `bad_input/known/` and against the texts of
`bad_input/texts/`; `NAME.expected` holds what `claimgraph check` says of it. What
only RDF can get wrong is in `bad_input/rules/`. After a change that is meant, write the
messages anew with `CLAIMGRAPH_WRITE_EXPECTED=1 pytest tests/test_bad_input.py`, and read
every line of the diff as a user would.
"""

from __future__ import annotations

import ast
import os
import pathlib
import re
import shutil
import socket
import time
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from helpers import ROOT

from claimgraph.checking import check_folder
from claimgraph.errors import CorpusError, Problem, Where, render_problem
from claimgraph.folder import Folder, find_folder
from claimgraph.loader import load_corpus
from claimgraph.ontology import load_ontology
from claimgraph.rules import core_rules, run_rules, violation_problems
from claimgraph.store.embedded import memory_store
from claimgraph.syntax import MAX_BYTES, parse_yaml
from claimgraph.vocab import CORE_PREFIXES, ONTOLOGY_GRAPH, ontology_folder
from claimgraph.wording.compact import Compactor

FIXTURES = ROOT / "tests" / "bad_input"
TEXTS = FIXTURES / "texts"
CheckFile = Callable[[pathlib.Path], list[Problem]]


def names(folder: pathlib.Path, ending: str) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*{ending}"))


def compare(expected: pathlib.Path, problems: list[Problem]) -> None:
    found = "".join(render_problem(problem) + "\n" for problem in problems)
    if os.environ.get("CLAIMGRAPH_WRITE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == found


@pytest.fixture
def check(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> CheckFile:
    """Check one file beside the known ones, in a folder where its path is its name."""
    shutil.copytree(FIXTURES / "known", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)

    def check_(path: pathlib.Path) -> list[Problem]:
        if path.parent != tmp_path:
            shutil.copy(path, tmp_path)
        return list(check_folder(Folder(str(tmp_path), str(tmp_path)), texts=str(TEXTS)).problems)

    return check_


# ---------------------------------------------------------------- one fixture per problem


@pytest.mark.parametrize("name", names(FIXTURES, ".yaml"))
def test_a_wrong_file_gets_its_messages(name: str, check: CheckFile) -> None:
    problems = check(FIXTURES / f"{name}.yaml")
    compare(FIXTURES / f"{name}.expected", problems)
    assert any(name == p.code or name.startswith(p.code + "-") for p in problems) or name == "many", "the file is named after its code"
    assert all(p.where.file == f"{name}.yaml" for p in problems), "the messages name the file that is wrong"


@pytest.mark.parametrize("name", names(FIXTURES / "rules", ".ttl"))
def test_a_wrong_node_gets_its_message(name: str) -> None:
    """What the reader of text never lets through is still found in RDF from elsewhere."""
    quads = list(ox.parse(path=str(FIXTURES / "rules" / f"{name}.ttl"), format=ox.RdfFormat.TURTLE))
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    ontology = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in load_ontology().triples]
    prefixes = CORE_PREFIXES | {"ex": "https://example.org/"}
    violations = run_rules(memory_store([*quads, *ontology], prefixes))
    problems = list(violation_problems(violations, {}, Compactor(prefixes), Where(f"{name}.ttl")))
    compare(FIXTURES / "rules" / f"{name}.expected", sorted(problems))
    assert name in {problem.code for problem in problems}


def test_the_known_files_have_no_problems(check: CheckFile, tmp_path: pathlib.Path) -> None:
    """So what a fixture is blamed for is the fixture's own fault."""
    assert check(tmp_path / "0-known.yaml") == []


def codes_in_source() -> set[str]:
    """Find every problem code that the source can give, wherever it is written."""
    found = set(core_rules())
    for path in sorted((ROOT / "src" / "claimgraph").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            code = _code_of(call)
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
            elif isinstance(code, ast.Call) and isinstance(code.func, ast.Name):  # Problem(where, _code(x), …)
                constants = (n.value for n in ast.walk(functions[code.func.id]) if isinstance(n, ast.Constant))
                found.update(c for c in constants if isinstance(c, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", c))
    shapes = pathlib.Path(ontology_folder(), "shapes.ttl").read_text(encoding="utf-8")
    return found | set(re.findall(r'\[ rdfs:label "([a-z-]+)"', shapes))


def _code_of(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"Problem", "_problem"} and len(call.args) > 1:
        return call.args[1]
    if name == "_refuse":
        return next(a for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
    return None


def test_every_problem_code_has_a_fixture() -> None:
    codes = codes_in_source()
    assert {"yaml-syntax", "unknown-entity", "hop-without-speaker", "wrong-evidence", "too-many"} <= codes  # the search finds all kinds
    made_here = {"not-utf8", "too-large", "unreadable"}  # binary, huge, or no file: made by the tests below
    made_here |= {"already-there", "refused"}  # of imports, not of files: see test_import
    written = names(FIXTURES, ".yaml") + names(FIXTURES / "rules", ".ttl")
    assert {code for code in codes - made_here if not any(n == code or n.startswith(f"{code}-") for n in written)} == set()


def test_every_expected_text_has_a_fixture() -> None:
    for folder, ending in ((FIXTURES, ".yaml"), (FIXTURES / "rules", ".ttl")):
        assert names(folder, ".expected") == names(folder, ending)


# ---------------------------------------------------------------- big and binary files


def of(data: bytes) -> list[str]:
    """Return what is said of the bytes of a file."""
    return [render_problem(problem) for problem in parse_yaml(data, "a.yaml")[1]]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"id: \xff", "1:5: error[not-utf8]: byte 0xff"),
        (b"id: src:a\nheadline: caf\xe9\n", "2:14: error[not-utf8]: byte 0xe9"),  # Latin-1
        (b"\xef\xbb\xbfid: \xff", "1:5: error[not-utf8]: byte 0xff"),  # behind a byte-order mark
        ("é: é".encode() + b"\xc3", "1:5: error[not-utf8]: byte 0xc3"),  # columns count characters, not bytes
        ("id: src:a".encode("utf-16"), "1:1: error[not-utf8]: byte 0xff"),
        (b"a: \xed\xa0\x80", "1:4: error[not-utf8]: byte 0xed"),  # half of a surrogate pair
    ],
)
def test_bytes_that_are_not_utf8(data: bytes, place: str) -> None:
    assert of(data) == [f"a.yaml:{place} is not UTF-8\n  hint: save the file as UTF-8"]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\uffff"])
def test_characters_that_nobody_can_see(sign: str) -> None:
    message = f"error[control-character]: the file holds the invisible character U+{ord(sign):04X}\n  hint: delete it"
    assert of(f"id: src:a\nnote: a{sign}b\n".encode()) == [f"a.yaml:2:8: {message}"]


@pytest.mark.parametrize("sign", [r"\0", r"\x1b", r"\e", r"\u202e", r"\U00002069", r"\N", r"\x7F"])
def test_characters_that_an_escape_brings_in(sign: str) -> None:
    (message,) = of(f'note: "a{sign}b"\n'.encode())
    assert message.startswith("a.yaml:1:7: error[control-character]: the text holds the invisible character U+")
    assert message.endswith("\n  hint: delete its escape")


def test_a_mark_at_the_start_of_a_file_is_no_problem() -> None:
    assert of(b'\xef\xbb\xbfid: src:a\r\nnote: "tab\\there"\r\n') == []


def test_a_file_of_50_megabytes_is_refused_unread(check: CheckFile, tmp_path: pathlib.Path) -> None:
    with open(tmp_path / "big.yaml", "wb") as file:
        file.truncate(50 * 1024 * 1024)
    start = time.monotonic()
    assert [render_problem(problem) for problem in check(tmp_path / "big.yaml")] == [
        (
            "big.yaml: error[too-large]: the file has 52,428,800 bytes; a facts file has at most 16,777,216\n"
            "  hint: split it: one file per source"
        )
    ]
    assert time.monotonic() - start < 20


def test_a_file_of_exactly_the_largest_size_is_read() -> None:
    text = b"id: src:a\nnote: "
    assert of(text + b"x" * (MAX_BYTES - len(text))) == []
    assert of(text + b"x" * (MAX_BYTES - len(text) + 1))[0].startswith("a.yaml: error[too-large]: the file has 16,777,217 bytes")


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("[", "1:33: error[too-deep]"),
        ("- ", "1:65: error[too-deep]"),
        ("{a: ", "1:129: error[too-deep]"),
        ("? ", "1:3: error[wrong-shape]"),
    ],
)
def test_a_hundred_thousand_levels(opening: str, place: str) -> None:
    """Other loaders crash here: the stack of a process is not deep enough."""
    (message,) = of(opening.encode() * 100_000)
    assert message.startswith(f"a.yaml:{place}")


@pytest.mark.parametrize(
    ("before", "place"),
    [("a: [b, ", "1:38"), ("a:\n  {x: [1, 2,\n [] , ", "3:36"), ("a: 'é[['\nb: [\"é[[\", {x: ", "2:45"), ("a: [[], [[]], ", "1:45")],
)
def test_too_many_brackets_behind_other_text(before: str, place: str) -> None:
    """The place is that of the first bracket too many, wherever the parser gives up."""
    (message,) = of((before + "[" * 5_000).encode())
    assert message.startswith(f"a.yaml:{place}: error[too-deep]")


def test_thirty_two_levels_are_read_and_no_more() -> None:
    assert of(b"a: " + b"[" * 31 + b"x" + b"]" * 31) == []
    assert "error[too-deep]" in of(b"a: " + b"[" * 32 + b"x" + b"]" * 32)[0]


def test_ten_thousand_unknown_entities_take_no_time_to_guess(check: CheckFile, tmp_path: pathlib.Path) -> None:
    """A forgotten entities file: the messages count, the hints end after a few hundred."""
    claims = "".join(
        f"  - {{id: claim:number-{n}, label: Somebody leads, says: {{id: org:Concil{n}, ledBy: person:An{n}}}}}\n" for n in range(5_000)
    )
    (tmp_path / "many.yaml").write_text("id: src:many\ntype: Report\nheadline: Many\nclaims:\n" + claims, encoding="utf-8")
    start = time.monotonic()
    problems = check(tmp_path / "many.yaml")
    assert len([p for p in problems if p.code == "unknown-entity"]) == 10_000
    assert time.monotonic() - start < 60


def test_ten_thousand_unknown_keys_take_no_time_to_guess(check: CheckFile, tmp_path: pathlib.Path) -> None:
    keys = ", ".join(f"ledBi{n}: person:Ann" for n in range(10_000))
    (tmp_path / "keys.yaml").write_text(
        f"id: src:a\ntype: Report\nheadline: A\nclaims: [{{id: claim:a, label: A, says: {{id: org:Lab, {keys}}}}}]\n"
    )
    start = time.monotonic()
    assert len(check(tmp_path / "keys.yaml")) == 10_000
    assert time.monotonic() - start < 60


def test_a_file_that_cannot_be_read(check: CheckFile, tmp_path: pathlib.Path) -> None:
    """Not even the administrator can read a process's first page of memory."""
    if not os.path.isfile("/proc/self/mem"):
        pytest.skip("needs a file that nobody can read: /proc/self/mem of Linux")
    (tmp_path / "secret.yaml").symlink_to("/proc/self/mem")
    assert [render_problem(problem) for problem in check(tmp_path / "secret.yaml")] == [
        "secret.yaml: error[unreadable]: the file cannot be read: input/output error"
    ]


def test_what_is_no_file_is_passed_over(check: CheckFile, tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("missing.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as unix:
        os.chdir(tmp_path)  # the name of a socket must be short
        unix.bind("socket.yaml")
        assert check(tmp_path / "0-known.yaml") == []


def test_a_file_name_cannot_paint_the_terminal(check: CheckFile, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "\x1b[31mred\n.yaml"
    path.write_text("- 1\n", encoding="utf-8")
    (problem,) = check(path)
    assert render_problem(problem).startswith(r"\x1b[31mred\n.yaml:1:1: error[wrong-shape]: a facts file is a mapping")


def test_a_value_cannot_paint_the_terminal_nor_fill_it(check: CheckFile, tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.yaml").write_text("id: src:a\ntype: Report\nheadline: A\nurl: " + "x" * 1_000_000 + "\n", encoding="utf-8")
    (problem,) = check(tmp_path / "a.yaml")
    assert len(render_problem(problem)) < 600


# ---------------------------------------------------------------- the settings


def corpus_error(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, toml: str | bytes, module: str | bytes | None = None) -> str:
    """Return what is said of settings, and of the domain module `words.ttl`."""
    (tmp_path / "claimgraph.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    if module is not None:
        (tmp_path / "words.ttl").write_bytes(module if isinstance(module, bytes) else (PREFIXES + module).encode())
    shutil.copytree(FIXTURES / "known", tmp_path / "facts")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError) as caught:
        check_folder(find_folder())
    message = caught.value.message.replace(str(tmp_path) + os.sep, "")
    return f"error: {message}\n  hint: {caught.value.hint}" if caught.value.hint else f"error: {message}"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("colour = 1", "unknown setting 'colour'\n  hint: it knows format, base, title, license, texts, prefixes, modules, stores"),
        ("tittle = 'x'", "unknown setting 'tittle'\n  hint: did you mean title?"),
        ("format = 2", "format 2 is newer than this claimgraph, which knows format 1\n  hint: upgrade claimgraph"),
        ("format = 0", "format 0 is unknown to this claimgraph, which knows format 1\n  hint: write format = 1"),
        ("format = '1'", "'format' does not hold what it should\n  hint: write format = 1"),
        ("format = true", "'format' does not hold what it should\n  hint: write format = 1"),
        ("title = 3", "'title' does not hold what it should\n  hint: write title = \"My claims\""),
        ("texts = ['a']", "'texts' does not hold what it should\n  hint: write texts = \"texts\""),
        ("modules = 'a.ttl'", "'modules' does not hold what it should\n  hint: write modules = [\"vocabulary.ttl\"]"),
        ("modules = [1]", "'modules' lists paths of Turtle files\n  hint: write modules = [\"vocabulary.ttl\"]"),
        ('modules = ["a\\u0000b"]', "'modules' lists paths of Turtle files\n  hint: write modules = [\"vocabulary.ttl\"]"),
        ("prefixes = 'x'", "'prefixes' does not hold what it should\n  hint: write lines such as model = \"model/\" under [prefixes]"),
        ("base = 'example.org'",
         "the base 'example.org' is not an absolute IRI that ends in / or #\n  hint: such as https://example.org/my-claims/"),
        ("base = 'https://example.org'",
         "the base 'https://example.org' is not an absolute IRI that ends in / or #\n  hint: such as https://example.org/my-claims/"),
        ("base = 'https://[/'", "the base 'https://[/' is not an absolute IRI that ends in / or #\n  hint: such as https://example.org/my-claims/"),
        ('base = "\\u001b[31m"', "the base '\\x1b[31m' is not an absolute IRI that ends in / or #\n  hint: such as https://example.org/my-claims/"),
        ("[prefixes]\norg = 'o/'", "the prefix 'org:' is claimgraph's own and cannot be declared again\n  hint: choose another word"),
        ("[prefixes]\nclaim = 'o/'", "the prefix 'claim:' is claimgraph's own and cannot be declared again\n  hint: choose another word"),
        ("[prefixes]\n'a b' = 'o/'", "'a b' cannot be a prefix\n  hint: letters, digits, - and _, a letter first"),
        ("[prefixes]\nmodel = 'model'",
         "the prefix 'model:' stands for neither an absolute IRI nor a path such as model/\n  hint: write model = \"model/\""),
        ("[prefixes]\nmodel = '../'",
         "the prefix 'model:' stands for neither an absolute IRI nor a path such as model/\n  hint: write model = \"model/\""),
        ("[prefixes]\nmodel = 1",
         "the prefix 'model:' stands for neither an absolute IRI nor a path such as model/\n  hint: write model = \"model/\""),
        ("[prefixes]\nfirm = 'organization/'", "the prefix 'firm:' stands for the same as 'org:'\n  hint: keep one of them"),
        ("[prefixes]\na = 'x/'\nb = 'x/'", "the prefix 'b:' stands for the same as 'a:'\n  hint: keep one of them"),
        ("stores = 1", "'stores' does not hold what it should\n  hint: write [stores.NAME] and below it url = \"https://example.org:7878/\""),
        ("[stores]\nx = 1", "'stores' holds tables, one for each store\n  hint: write [stores.x] and below it url = \"https://example.org:7878/\""),
        ("[stores.'a b']", "[stores.a b]: this cannot be a store's name\n  hint: letters, digits, - and _, a letter first"),
        ("[stores.x]", ("[stores.x]: a store has either 'url' and 'kind', or 'query' (and 'update', 'gsp') on its own\n"
         '  hint: write url = "https://example.org:7878/" and kind = "oxigraph"')),
        ("[stores.x]\nurl = 'http://h/'\nquery = 'http://h/q'",
         ("[stores.x]: a store has either 'url' and 'kind', or 'query' (and 'update', 'gsp') on its own\n"
         '  hint: write url = "https://example.org:7878/" and kind = "oxigraph"')),
        ("[stores.x]\nquery = 'http://h/q'\nkind = 'fuseki'",
         "[stores.x]: 'kind' says what follows from 'url', and there is none\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = 'http://h/'\ngsp = 'http://h/g'", "[stores.x]: beside 'url' there is no 'update' or 'gsp'\n  hint: write 'query' in place of 'url'"),
        ("[stores.x]\nulr = 'http://h/'", "[stores.x]: unknown key 'ulr'\n  hint: did you mean url?"),
        ("[stores.x]\npassword = 'tram'", "[stores.x]: a secret does not belong into a file\n  hint: delete 'password', and see docs/remote.md"),
        ("[stores.x]\nurl = 1", "[stores.x]: 'url' does not hold what it should\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = ''", "[stores.x]: 'url' does not hold what it should\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = 'ftp://h/'",
         "[stores.x]: 'url' is not an address that starts with http:// or https://\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = 'http://[/'",
         "[stores.x]: 'url' is not an address that starts with http:// or https://\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = 'http://h:99999/'",
         "[stores.x]: 'url' is not an address that starts with http:// or https://\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nquery = 'http://ann:tram@h/'",
         ("[stores.x]: 'query' holds a user or a password, which would end up where others read it\n"
         '  hint: write query = "https://example.org:7878/query"')),
        ("[stores.x]\nurl = 'http://h/#a'",
         "[stores.x]: 'url' has a # part, which no server sees\n  hint: write url = \"https://example.org:7878/\""),
        ("[stores.x]\nurl = 'http://h/'\nkind = 'oxygraph'", "[stores.x]: there is no kind 'oxygraph'\n  hint: did you mean oxigraph?"),
        ("[stores.x]\nurl = 'http://h/'\nauth = 'yes'", "[stores.x]: there is no auth 'yes'\n  hint: one of none, basic, digest, bearer"),
        ("[stores.x]\nurl = 'http://h/'\ndefault-graph = 'all'",
         "[stores.x]: there is no default-graph 'all'\n  hint: one of auto, separate, union"),
        ("[stores.x]\nurl = 'http://h/'\nmeta-graph = 'meta'",
         "[stores.x]: 'meta-graph' is not an absolute IRI\n  hint: write meta-graph = \"https://example.org/my-claims/metadata\""),
        ("[stores.x]\nurl = 'http://h/'\nbatch = 0", "[stores.x]: 'batch' is to be from 1 to 1,000,000\n  hint: write batch = 1000"),
        ("[stores.x]\nurl = 'http://h/'\nbatch = true", "[stores.x]: 'batch' does not hold what it should\n  hint: write batch = 1000"),
        ("[stores.x]\nurl = 'http://h/'\ntimeout = nan", "[stores.x]: 'timeout' is to be from 0.1 to 86,400\n  hint: write timeout = 60"),
        ("format = 1\nformat = 1", "this is not TOML: Cannot overwrite a value (at end of document)"),
        ("base =", "this is not TOML: Invalid value (at end of document)"),
        ("x = " + "[" * 5000, "this is not TOML that anybody wrote: it nests too deep"),
    ],
)  # fmt: skip
def test_wrong_settings(toml: str, message: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert corpus_error(tmp_path, monkeypatch, toml) == f"error: claimgraph.toml: {message}"


@pytest.mark.parametrize("toml", [b"\xff\xfe", b"\x00", b"format = " + b"1" * 5000])
def test_settings_that_are_no_text(toml: bytes, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert corpus_error(tmp_path, monkeypatch, toml).startswith("error: claimgraph.toml: this is not TOML: ")


def test_no_facts(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match="no facts in") as caught:
        load_corpus(find_folder("."))
    assert caught.value.hint == "it holds no .yaml file; `claimgraph init DIR` makes an example"


# ---------------------------------------------------------------- domain modules

PREFIXES = """\
@prefix : <https://example.org/words#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
MODULE = "modules = ['words.ttl']"


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (None, ("the module words.ttl cannot be read: no such file or directory\n"
               "  hint: `modules` in claimgraph.toml names Turtle files, relative to its own folder")),
        (":a :b", "the module words.ttl is not Turtle: Parser error"),
        ("{}", "the module words.ttl is not Turtle: Parser error"),
        (b"\xff\xfe", "the module words.ttl is not Turtle: Parser error at line 1 column 1: Invalid UTF-8"),
        (':ledBy a owl:ObjectProperty ; cg:timeGrain "day" .',
         ("the module words.ttl declares 'ledBy', which claimgraph already uses for another property\n"
         "  hint: give the property another local name")),
        (':id a owl:ObjectProperty ; cg:timeGrain "day" .', "the module words.ttl declares 'id', which claimgraph already uses"),
        (":Person a owl:Class .", "the module words.ttl declares 'Person', which claimgraph already uses for another property"),
        (':x a owl:ObjectProperty ; rdfs:label "x" .', "the module words.ttl: the predicate 'x' has no domain"),
        (':x a owl:ObjectProperty ; rdfs:label "x" ; rdfs:domain cg:Entity ; rdfs:range cg:Entity ; cg:timeGrain "fortnight" .',
         "the module words.ttl: the predicate 'x' has the time grain 'fortnight'\n  hint: one of always, year, month, day"),
        (":a :b <<( :c :d :e )>> .", "the module words.ttl speaks of triples ("),
        ('[] sh:targetClass cg:Claim ; sh:property [ sh:path rdfs:label ; sh:pattern "(" ; sh:message "m" ] .',
         "the module words.ttl has a pattern that is none: (: missing ), unterminated subpattern"),
        ('[] sh:targetClass cg:Claim ; sh:sparql [ rdfs:label "mine" ; sh:message "m" ; sh:select "SELECT broken" ] .',
         "the constraint 'mine' of the shapes cannot be run: query:1:8: 'broken' is no word of SPARQL"),
        ('[] sh:targetClass cg:Claim ; sh:sparql [ rdfs:label "mine" ; sh:message "m" ; sh:select "ASK {}" ] .',
         "the constraint 'mine' of the shapes cannot be run: it does not SELECT $this"),
        (('[] sh:targetClass cg:Claim ; sh:sparql [ rdfs:label "mine" ; sh:message "m" ; '
         'sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .'),
         "the constraint 'mine' of the shapes cannot be run: query:1:25: SERVICE would send the query to another server"),
    ],
)  # fmt: skip
def test_wrong_modules(module: str | bytes | None, message: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert corpus_error(tmp_path, monkeypatch, MODULE, module).startswith(f"error: {message}")


def test_a_module_that_is_a_folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.ttl").mkdir()
    assert corpus_error(tmp_path, monkeypatch, MODULE).startswith("error: the module words.ttl cannot be read: is a directory\n")
