"""A long query is looked at by its signs first: what passes so would pass when taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.store import guard

#: Pieces out of which a query can hide how deep it is.
PIECES = [
    "(", ")", "{", "}", "( 1 )", "'", '"', "'''", "#", "\n", " ", "<http://x/", "<http://x/a>", "<", ">", "?a", "&&", "!", "+", "\\",
    "FILTER", "filter", "UNION", "<http://x/(((", "'<http://x/'", "OPTIONAL{", ")'", "('>",
]  # fmt: skip


def taken_apart(query: str) -> bool:
    try:
        guard._check_size(query)
    except QueryError:
        return False
    return True


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), times=st.integers(40, 900))
def test_what_looks_small_is_small(pieces: list[str], times: int) -> None:
    query = "SELECT * { " + "".join(pieces) * times
    if guard._is_small(query):
        assert taken_apart(query)


def test_a_long_list_of_values_is_not_taken_apart() -> None:
    rows = " ".join(f"({n} <http://x/{n}-a> <http://x/p/{n}>)" for n in range(500))
    assert guard._is_small(f"SELECT ?n {{ VALUES (?n ?a ?b) {{ {rows} }} GRAPH ?claim {{ ?a ?p ?b }} }}")
    assert not guard._is_small("SELECT ?n { " + "FILTER(?n) " * 700 + "}")
    with pytest.raises(QueryError, match="nests more than 200 deep"):
        guard.check_query("SELECT ?n { FILTER" + "(" * 700 + "?n" + ")" * 700 + "}", {}, lambda _: False)
