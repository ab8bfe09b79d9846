"""What is written as YAML, the strict reader reads back: whatever the texts hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.syntax import Mapping, Node, Scalar, Sequence, parse_yaml
from claimgraph.writer import WIDTH, unwritable, write_yaml

_NASTY = [
    "", " ", "a ", " a", "a:", "a: b", "a #b", "#a", "- a", "-", "?", "? a", ":", "null", "~", "true", "NO", "1e3", "2026-04-08", "0x1f", "12:30:45",
    "---", "--- a", "...", "%YAML", "&a", "*a", "!a", "!!str a", "|", ">", "@a", "`a", "'", '"', "''", "a'b", 'a"b', "\\", "\\n", "[a]", "{a: b}", "a,b", "a, b",
    "https://example.org/a?b=[c]", "org:Lab", "a\nb", "a\r\nb", "\n", "a\tb", "\ta", "a\u00a0b", "\u2028", "\u2029", "\ufeff", "\u200f", "e\u0301", "🚋", "<<", "=",
    "x" * 3000, "key: value # comment", "日本語: テスト", "²", "٣", "a:b", "a:,", "a:]", "::", "a://b",
]  # fmt: skip
_letters = st.characters(exclude_categories=["Cs"]).filter(lambda c: not unwritable(c))
_texts = st.one_of(st.sampled_from(_NASTY), st.text(_letters, max_size=30), st.text("-:#,[]{}'\" \n\tab?&*!|>%@`\\", max_size=12))
_keys = st.one_of(st.sampled_from([*_NASTY[:-12], "claims", "entities", "sources", "says"]), st.text(_letters, max_size=12)).filter(
    lambda k: len(k) < 200
)
_trees = st.recursive(
    _texts, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_keys, inner, max_size=4)), max_leaves=25
)


def _plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


def _read_back(text: str) -> Any:
    node, problems = parse_yaml(text.encode(), "written.yaml")
    assert problems == []
    return _plain(node)


@given(st.dictionaries(_keys, _trees, max_size=5), st.lists(_texts, max_size=2))
@example({text: [text, {text: text}] for text in _NASTY if len(text) < 200}, _NASTY)
@example({"claims": [[], {}, "", ["a", ["b", {"c": "d" * WIDTH}]]]}, [])
def test_what_is_written_is_read_back(tree: dict[str, Any], head: list[str]) -> None:
    assert _read_back(write_yaml(tree, head=head)) == tree


def test_it_looks_like_facts_that_a_person_wrote() -> None:
    tree = {
        "id": "src:gazette",
        "headline": "Council votes: “yes”",
        "claims": [
            {
                "id": "claim:a",
                "says": {"id": "proj:Tram2", "cost": {"value": "2.4", "scale": "billion", "unit": "EUR"}},
                "attribution": [{"agent": "org:Council", "speech": "indirect"}],
                "evidence": [{"start": "1", "end": "2", "sha256": "0" * 64}, {"start": "3", "end": "4", "sha256": "1" * 64}],
            },
            {"id": "claim:b", "label": "No, never", "says": {"id": "proj:Tram2", "stated": "no, never"}},
        ],
    }
    assert (
        write_yaml(tree, head=["Imported from corpus.trig."])
        == f"""\
# Imported from corpus.trig.
id: src:gazette
headline: "Council votes: “yes”"
claims:
  - id: claim:a
    says: {{id: proj:Tram2, cost: {{value: 2.4, scale: billion, unit: EUR}}}}
    attribution: [{{agent: org:Council, speech: indirect}}]
    evidence:
      - {{start: 1, end: 2, sha256: {"0" * 64}}}
      - {{start: 3, end: 4, sha256: {"1" * 64}}}

  - id: claim:b
    label: No, never
    says: {{id: proj:Tram2, stated: "no, never"}}
"""
    )


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x85", "\u202e", "\ud800", "\uffff"])
def test_what_no_reader_would_take_is_not_written(char: str) -> None:
    assert unwritable(f"a{char}b") == char
    with pytest.raises(ValueError, match=r"U\+"):
        write_yaml({"label": f"a{char}b"})
