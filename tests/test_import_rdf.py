"""RDF of any syntax in; the same quads with the same names, or a message that names the place, out."""

from __future__ import annotations

import gzip
import pathlib
import re
import subprocess
import sys

import pyoxigraph as ox
import pytest
from helpers import MakeCorpus, Run

from claimgraph.errors import InputError, Where
from claimgraph.imports.rdf import read_rdf
from claimgraph.imports.syntaxes import rdf_syntax

TRIG = b"@prefix e: <https://example.org/> .\ne:a e:p 'x', e:b .\n"
RDF_XML = (
    b'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">\n'
    b'  <rdf:Description rdf:about="https://example.org/a"><e:p>x</e:p><e:p rdf:resource="https://example.org/b"/></rdf:Description>\n</rdf:RDF>\n'
)
JSON_LD = b'{"@id": "https://example.org/a", "https://example.org/p": ["x", {"@id": "https://example.org/b"}]}'
LINES = (
    b'<https://example.org/a> <https://example.org/p> "x" .\n<https://example.org/a> <https://example.org/p> <https://example.org/b> .\n'
)
IN_ALL_SYNTAXES = {
    "a.trig": TRIG,
    "a.ttl": TRIG,
    "a.n3": TRIG,
    "a.nq": LINES,
    "a.nt": LINES,
    "a.rdf": RDF_XML,
    "a.owl": RDF_XML,
    "a.jsonld": JSON_LD,
}


def texts(data: bytes, name: str, **options: str) -> list[str]:
    return [str(quad) for quad in read_rdf(data, name, **options).quads]


def refused(data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_rdf(data, name)
    return caught.value.message, caught.value.hint


# ---------------------------------------------------------------- which syntax


@pytest.mark.parametrize("name", IN_ALL_SYNTAXES)
def test_every_syntax_says_the_same(name: str) -> None:
    wanted = [
        '<https://example.org/a> <https://example.org/p> "x"',
        "<https://example.org/a> <https://example.org/p> <https://example.org/b>",
    ]
    data = IN_ALL_SYNTAXES[name]
    assert sorted(texts(data, name)) == wanted
    assert sorted(texts(data, "standard input")) == wanted, "by its content"
    assert sorted(texts(b"\xef\xbb\xbf" + data, name)) == wanted, "behind a byte order mark"


@pytest.mark.parametrize(
    ("format_", "name", "head", "syntax"),
    [
        ("", "a.ttl", LINES, ox.RdfFormat.TURTLE),
        ("", "A.TTL.GZ", LINES, ox.RdfFormat.TURTLE),
        ("nt", "a.ttl", LINES, ox.RdfFormat.N_TRIPLES),
        ("text/turtle", "a.nq", LINES, ox.RdfFormat.TURTLE),
        ("application/ld+json", "a", LINES, ox.RdfFormat.JSON_LD),
        ("", "a.txt", b"# a remark\n" + LINES, ox.RdfFormat.N_QUADS),
        ("", "a.txt", LINES + b"<https://example.org/a> <https://exam", ox.RdfFormat.N_QUADS),
        ("", "a.txt", b"PREFIX e: <https://example.org/>\n", ox.RdfFormat.TRIG),
        ("", "a.txt", b"[ a <https://example.org/b> ] .", ox.RdfFormat.TRIG),
        ("", "a.txt", b' [ {"@id": ', ox.RdfFormat.JSON_LD),
        ("", "a.xml", b"<!-- x --><rdf:RDF ", ox.RdfFormat.RDF_XML),
    ],
)
def test_the_syntax_is_asked_for_or_named_or_looks_like_it(format_: str, name: str, head: bytes, syntax: ox.RdfFormat) -> None:
    assert rdf_syntax(format_, name, head) == syntax


def test_a_syntax_that_is_none(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.nq").write_bytes(LINES)
    done = run("import", "a.nq", "--format", "trigg", "--store", "s", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "error: there is no syntax of RDF called 'trigg'\n  hint: did you mean trig?\n"


# ---------------------------------------------------------------- names


def test_blank_nodes_have_names_that_stay() -> None:
    lines = b'_:x <https://example.org/p> _:y _:g .\n_:x <https://example.org/p> "1" .\n'
    node = "https://example.org/.well-known/genid/0e6ba05d1a5a2c4fc6cc"
    assert texts(lines, "a.nq") == texts(lines, "elsewhere/b.nq")
    assert all(line.startswith("<https://example.org/.well-known/genid/") and "_:" not in line for line in texts(lines, "a.nq"))
    assert len({line.split(">")[0] for line in texts(lines, "a.nq")}) == 1
    assert texts(lines, "a.nq")[1] != texts(lines + b"\n", "a.nq")[1], "another file, other things"
    assert node not in texts(lines, "a.nq")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.ttl",
            b"<https://example.org/a> <https://example.org/p> [ <https://example.org/p> (1 2) ], _:x . _:x <https://example.org/q> [] .",
        ),
        ("a.jsonld", b'{"https://example.org/p": [{"https://example.org/q": {}}, {"@list": [1, 2]}]}'),
        ("a.rdf", RDF_XML.replace(b' rdf:about="https://example.org/a"', b"")),
        ("a.nt", b"_:x <https://example.org/p> <<( _:x <https://example.org/p> _:y )>> ."),
    ],
)
def test_nameless_nodes_are_named_by_their_order(name: str, data: bytes) -> None:
    """Whatever reads them, the same file gives the same names; and as many things as the parser sees."""
    first = texts(data, name)
    assert all(texts(data, name) == first for _ in range(5))
    assert not any("_:" in line for line in first)
    parsed = list(ox.parse(data, format=rdf_syntax("", name, data)))
    assert len({line.split(">")[0] for line in first}) == len({quad.subject for quad in parsed})


def test_relative_iris() -> None:
    assert texts(b"<a> <p> <#b> .", "my data.ttl") == [
        "<https://example.org/import/a> <https://example.org/import/p> <https://example.org/import/my-data.ttl#b>"
    ]
    assert texts(b"<a> <p> <#b> .", "x.ttl", base="https://example.org/x/y") == [
        "<https://example.org/x/a> <https://example.org/x/p> <https://example.org/x/y#b>"
    ]
    with pytest.raises(InputError, match="the base 'a b' cannot be used"):
        read_rdf(b"<a> <p> <#b> .", "x.ttl", base="a b")


def test_prefixes_and_places() -> None:
    rdf = read_rdf(TRIG + b"\ne:a e:p\n  e:c .\n", "a.trig")
    assert rdf.prefixes == {"e": "https://example.org/"}
    assert [rdf.where(quad) for quad in rdf.quads] == [Where("a.trig", 2, 1), Where("a.trig", 2, 1), Where("a.trig", 5, 1)]


# ---------------------------------------------------------------- RDF 1.2

REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
HEAD_12 = 'VERSION "1.2"\nPREFIX : <https://example.org/>\n'


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        (":r <{REIFIES}> <<( :a :p 1 )>> .", ":r <{REIFIES}> <<( :a :p 1 )>> ."),
        ("<< :a :p 1 ~ :r >> :q :b .", ":r <{REIFIES}> <<( :a :p 1 )>> ; :q :b ."),
        (":a :p 1 ~ :r .", ":a :p 1 . :r <{REIFIES}> <<( :a :p 1 )>> ."),
        (":a :p 1 ~ :r {| :q :b |} .", ":a :p 1 . :r <{REIFIES}> <<( :a :p 1 )>> ; :q :b ."),
        (":a :p <<( :b :p <<( :c :p :d )>> )>> .", ":a :p <<( :b :p <<( :c :p :d )>> )>> ."),
        (":a :p 'x'@en--rtl .", ":a :p 'x'@en--rtl ."),
    ],
)
@pytest.mark.parametrize("name", ["a.ttl", "a.trig"])
def test_triple_terms_and_directions(name: str, turtle: str, wanted: str) -> None:
    def read(text: str) -> list[str]:
        return sorted(texts((HEAD_12 + text.replace("{REIFIES}", REIFIES)).encode(), name))

    assert read(turtle) == read(wanted)
    assert any("<<(" in line or "--rtl" in line for line in read(turtle))


@pytest.mark.parametrize(
    "turtle", ["<<( :a :p :b )>> :q :c .", ":a <<( :a :p :b )>> :c .", ":a :p <<( :a :p )>> .", ":a :p 'x'@en--up .", ":a :p {| :q :b |} ."]
)
def test_what_is_no_rdf_12(turtle: str) -> None:
    message, _ = refused((HEAD_12 + turtle).encode(), "a.ttl")
    assert message.startswith("a.ttl:3:")


# ---------------------------------------------------------------- JSON-LD


def test_the_context_of_schema_org_is_known() -> None:
    data = b'{"@context": "https://schema.org", "@id": "https://example.org/a", "@type": "Person", "name": "Ann", "url": "https://example.org/x"}'
    assert sorted(texts(data, "a.json")) == [
        '<https://example.org/a> <http://schema.org/name> "Ann"',
        "<https://example.org/a> <http://schema.org/url> <https://example.org/x>",
        "<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Person>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b'{\n  "@context": "http://127.0.0.1:9/context"}',
        b'{\n  "@context": {"@import": "http://127.0.0.1:9/context"}}',
        b'{\n  "@context": ["https://schema.org", "file:///etc/passwd"]}',
    ],
)
def test_nothing_is_fetched(data: bytes) -> None:
    message, hint = refused(data, "a.jsonld")
    assert message.startswith("a.jsonld:2:")
    assert message.endswith(": it names a context that is elsewhere; nothing is ever fetched")
    assert hint == "put the context itself into the file"


# ---------------------------------------------------------------- what is wrong, and where

NEST = b"<a:a> <a:p> " + b"<<( <a:a> <a:p> " * 100_000 + b'"1"' + b" )>>" * 100_000 + b" ."


@pytest.mark.parametrize(
    ("name", "data", "place", "hint"),
    [
        ("a.nq", LINES + b"<https://example.org/a> <https://example.org/p> .\n", "a.nq:3:49: The object of a triple must be", "it was read as N-Quads"),
        ("a.ttl", TRIG + b"\n\ne:a e:p 'open .\n", "a.ttl:5:9: ", "the file is cut off, or is not Turtle"),
        ("a.ttl", TRIG + b"x:a e:p e:b .", "a.ttl:3:1: The prefix x: has not been declared", "it was read as Turtle"),
        ("a.nt", b'<a:a> <a:p> "\xff" .\n', "a.nt:1:14: Invalid UTF-8", "save the file as UTF-8"),
        ("a.rdf", RDF_XML.replace(b"</e:p>", b""), "a.rdf:3:1: Unexpected node", "it was read as RDF/XML"),
        ("a.rdf", RDF_XML.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"), "a.rdf:", "save the file as UTF-8"),
        ("a.jsonld", JSON_LD[:-1] + b",\n ]", "a.jsonld:2:2: ", "it was read as JSON-LD"),
        ("a.nt", LINES.replace(b" .", b" <https://example.org/g> ."), "a.nt:1:53: ", "it was read as N-Triples; --format names another syntax"),
        ("a.nq", NEST, "a.nq:1:1: it nests deeper than 500 brackets", "nobody means that"),
        ("a.trig", NEST, "a.trig:1:1: it nests deeper than 500 brackets", "nobody means that"),
        ("a.jsonld", b'{"a:b":' + b"[" * 100_000, "a.jsonld:1:1: it nests deeper than 500 brackets", "nobody means that"),
    ],
)  # fmt: skip
def test_the_message_names_the_place(name: str, data: bytes, place: str, hint: str) -> None:
    message, said = refused(data, name)
    assert message.startswith(place)
    assert said.startswith(hint)
    assert "\n" not in message
    assert len(message) < 500


def chain(length: int) -> bytes:
    terms = ",".join(f'"t{n}": "t{n - 1}:"' for n in range(length, 0, -1))
    return f'{{"\\u0040context": [{{"t0": "https://example.org/", {terms}}}], "t1": "x"}}'.encode()


NODE = b'{"@id":"https://example.org/a","https://example.org/p":"1"}'
TERM = b"<<( <a:a> <a:p> "
DEEP = TERM * 24_000 + b"1" + b" )>>" * 24_000 + b" ."
INNER = b"<rdf:Description><e:p>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonld", b'{"@graph":[' * 4000 + NODE + b"]}" * 4000),
        ("a.jsonld", b'{"@included":' * 5000 + NODE + b"}" * 5000),
        ("a.jsonld", b'{"https://example.org/p":' * 20_000 + b'"1"' + b"}" * 20_000),
        ("a.jsonld", b'{"https://example.org/p":' + b'{"@list":[' * 20_000 + b"]}" * 20_000 + b"}"),
        ("a.jsonld", b'{"@reverse":{"https://example.org/p":' * 5000 + NODE + b"}}" * 5000),
        ("a.jsonld", b'{"@context":' + b'{"t":{"@id":"a:t","@context":' * 5000 + b"{}" + b"}}" * 5000 + b"}"),
        ("a.jsonld", b'{"a:b": "\\"]}]}", "a:c": ' + b'{"a:b": "]}}}\\\\", "a:c": ' * 5000 + b"1" + b"}" * 5001),
        ("a.ttl", b"<a:a> <a:p> " + (TERM * 400 + b"\n# )>>\n") * 60 + DEEP),
        ("a.trig", b"<a:a> <a:p> " + (TERM + b"<<( <a:>)>>> <a:p> ") * 600 + DEEP),
        ("a.ttl", b'<a:a> <a:p> \'x)>>\', """)>>"\'\\"""", "", ' + DEEP),
        ("a.ttl", b"<a:a> <a:p> '''" + b"x" * 3 * 2**20 + b")>>''', " + DEEP),
        ("a.ttl", b"# x" + b" " * 2**20 + b")>>\n<a:a> <a:p> " + DEEP),
        ("a.nt", b"# x\r<a:a> <a:p> " + DEEP),
        ("standard input", b"<a:a> <a:p> " + TERM * 24_000),
        ("a.ttl", b"<a:a> <a:p> " + b"(" * 30_000 + b")" * 30_000 + b" ."),
        ("a.ttl", b"<a:a> " + b"<a:p> [ " * 30_000 + b"]" * 30_000 + b" ."),
        ("a.rdf", RDF_XML.replace(b"<e:p>x", b'<e:p rdf:parseType="Literal">' + b"<e:b>" * 100_000 + b"</e:b>" * 100_000)),
        ("a.rdf", RDF_XML.replace(b"<e:p>x", b"<e:p>" + INNER * 9999 + b"</e:p></rdf:Description>" * 9999)),
    ],
)
def test_what_nests_too_deep_is_refused(name: str, data: bytes) -> None:
    """The parsers would end the process, or take all memory, or minutes."""
    message, hint = refused(data, name)
    assert re.fullmatch(rf"{name}:\d+:1: it nests deeper than 500 (brackets|elements)", message)
    assert hint == "nobody means that; is the file sound?"


@pytest.mark.parametrize("end", [b"\n", b" # x\n", b" # \xc3\xa9 >> ]\r"])
def test_what_only_looks_deep_is_read(end: bytes) -> None:
    """Brackets in comments, texts and IRIs nest nothing; nor do many beside one another."""
    turtle = b"<a:((a> <a:p> '((', \"[[\", '''['[''', \"\"\"<<(\\\"\"\"\", '', \"\", (1 (2)), << <a:a> <a:p> 3 >>, [ <a:p> 1 ] . # [[ <<("
    assert texts((turtle + end) * 2000, "a.ttl")
    lines = b'<a:((a> <a:p> "<<( [[ ((" . # <<(' + end + b'<a:a> <a:p> <<( <a:a> <a:p> "\\"" )>> .' + end
    assert texts(lines * 2000, "a.nt")
    assert texts(b"[" + b",".join([b'{"@id": "a:((", "a:p": [["\\"[[[", "{{\\\\"], []]}'] * 2000) + b"]", "a.jsonld")
    xml = b"<!-- <e:p> --><e:p>x</e:p><e:q e:r='/>' /><e:p><![CDATA[<e:p><e:p>]]></e:p><?x <e:p> ?>"
    assert texts(RDF_XML.replace(b"<e:p>x</e:p>", xml * 2000), "a.rdf")


@pytest.mark.parametrize("place", ["-o", "--store"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_bomb_changes_nothing(run: Run, tmp_path: pathlib.Path, place: str, packed: bool) -> None:
    bomb = b'{"@graph":[' * 4000 + NODE + b"]}" * 4000
    (tmp_path / "a.jsonld").write_bytes(gzip.compress(bomb) if packed else bomb)
    done = run("import", "a.jsonld", place, "new", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: a.jsonld:1:1: it nests deeper than 500 brackets\n")
    assert not (tmp_path / "new").exists()


def test_terms_that_stand_for_one_another() -> None:
    assert texts(chain(50), "a.jsonld")
    message, _ = refused(chain(30_000), "a.jsonld")
    assert message == "a.jsonld:1:1: more than 100 terms of this context stand for one another"


@pytest.mark.parametrize("kind", ["csv", "nq", "jsonld"])
def test_a_small_file_needs_little_memory(tmp_path: pathlib.Path, kind: str) -> None:
    (tmp_path / "a.csv").write_text("claim,speaker,date,source\nIt is so,Ann,2025-01-02,https://example.org/x\n", encoding="utf-8")
    (tmp_path / "a.nq").write_bytes(LINES.splitlines()[1])
    (tmp_path / "a.jsonld").write_bytes(JSON_LD.replace(b'"x", ', b""))
    words = f"ulimit -v 4000000; exec {sys.executable} -m claimgraph import a.{kind} -o new"
    done = subprocess.run(["bash", "-c", words], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new").exists()


def entities(declarations: str, text: str) -> bytes:
    return RDF_XML.decode().replace("?>", f"?><!DOCTYPE rdf:RDF [{declarations}]>", 1).replace(">x<", f">{text}<").encode()


BOMB = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">'


def test_entities_that_shorten_are_read() -> None:
    assert any('"so it is"' in line for line in texts(entities('<!ENTITY how "so it">', "&how; is"), "a.rdf"))


@pytest.mark.parametrize(
    "data",
    [
        entities('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">', "&c;"),
        entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        entities("<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>", "x"),
        entities(f'<!ENTITY a "{"a" * 5000}">', "&a;"),
        entities(f'<!ENTITY a "{"a" * 900}">', "&a;" * 100_000),
        entities(f'<!ENTITYa "{"a" * 5000}">', "&a;"),
        entities(BOMB, "&b;").replace(b"DOCTYPE", b"doctype"),
        entities(BOMB, "&b;").replace(b"<!DOC", b"<!-- " + b"x" * 2**20 + b" --><!DOC"),
        entities(BOMB, "&b;").replace(b"<!DOC", b" " * (2**20 - 25) + b"<!DOC"),
        entities(BOMB, "&b;").replace(b"<!DOC", b"<!--><!DOC"),
        entities(BOMB + "<!-- <<<< -->", "&b;"),
        entities(" " * 2**21 + BOMB, "&b;"),
    ],
)
def test_entities_that_blow_up_are_not(data: bytes) -> None:
    message, hint = refused(data, "a.rdf")
    assert message.startswith("a.rdf:")
    assert "entit" in message or "document type" in message
    assert "write" in hint or "nobody means that" in hint


# ---------------------------------------------------------------- all or nothing


def test_an_error_on_the_last_line_changes_nothing(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus("id: src:a\ntype: Source\nheadline: A\n")
    before = {path: path.read_bytes() for path in facts.parent.rglob("*") if path.is_file()}
    (tmp_path / "a.nq").write_bytes(LINES * 3 + b"<https://example.org/a> <https://example.org/p> <https://example.org/b>")
    for place in (["--facts", facts], ["-o", tmp_path / "new"], ["--store", tmp_path / "store"]):
        done = run("import", tmp_path / "a.nq", *place)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith(f"error: {tmp_path}/a.nq:7:")
    assert {path: path.read_bytes() for path in facts.parent.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("place", ["-o", "--store"])
def test_gzip_that_is_cut_off(run: Run, tmp_path: pathlib.Path, place: str) -> None:
    (tmp_path / "a.nq.gz").write_bytes(gzip.compress(LINES * 1000)[:-20])
    done = run("import", "a.nq.gz", place, "new", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: a.nq.gz is ")
    assert "  hint: fetch it again" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("given", ["nowhere.nq", "."])
def test_a_file_that_is_none(run: Run, tmp_path: pathlib.Path, given: str) -> None:
    done = run("import", given, "--store", "new", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {given} ")
    assert not (tmp_path / "new").exists()
