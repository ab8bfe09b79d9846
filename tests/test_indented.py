"""JSON as it is written for programs: the same text as that of the standard library, whole or in pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.views.indented import json_pieces, json_text

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(_VALUES)
def test_text_is_that_of_the_standard_library(value: object) -> None:
    assert json_text(value) == json.dumps(value, indent=2, ensure_ascii=False)


@given(st.dictionaries(st.text(), _VALUES))
def test_pieces_make_up_the_whole(data: dict[str, object]) -> None:
    assert "".join(json_pieces(data)) == json.dumps(data, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    "value", [{2: "two", None: "none", True: "yes", 1.5: "more"}, {"text": 'a "b" \\ \n \x7f ü \ud800 \u2028'}, 10**40]
)
def test_what_is_rare_is_written_alike(value: object) -> None:
    assert json_text(value) == json.dumps(value, indent=2, ensure_ascii=False)
