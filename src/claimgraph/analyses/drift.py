"""A claim and the earlier one that it goes back to in; what was made firmer, or lost, between the two out.

- `firmer`: a plan, a hope or a guess is told as so now; or it is put more strongly on the
  same axis of modality (possible, then asserted). Strengths of different axes do not compare.
- `exactness`: a number or a date is narrower than in the earlier report (about 15, then 15).
- `attribution`: whom the earlier report has it from is not named any more (sources say, then nobody says).
- `denial`: the earlier report also carries a denial, or a claim that disputes it, the later does not.
- `opinion`: an opinion is told as a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.records import Hop, Modality
from claimgraph.analyses.sides import differ, nested
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimgraph.analyses.chains import Chains
    from claimgraph.analyses.records import Record
    from claimgraph.analyses.sides import Value

__all__ = ["Drift", "Stated", "compare_claims", "shared_statements"]

_UNKNOWN = Modality("", 0, now=False)


class Stated(NamedTuple):
    """One statement of a claim: IRIs of subject and predicate, the value as a term, and as it compares."""

    subject: str
    predicate: str
    term: Any
    value: Value


class Drift(NamedTuple):
    """What changed between two claims, by IRI, as far as the kind has it.

    `was` and `became` are modalities for `firmer`, value nodes for `exactness`; `lost` are
    the hops that are not told any more; `denials` are the claims that deny or dispute.
    """

    kind: str
    earlier: str
    later: str
    was: str = ""
    became: str = ""
    lost: tuple[Hop, ...] = ()
    denials: tuple[str, ...] = ()


def compare_claims(
    earlier: Record,
    later: Record,
    *,
    told: Sequence[Hop],
    chains: Chains,
    modalities: Mapping[str, Modality],
    stated: Mapping[str, Sequence[Stated]],
    denials: Mapping[str, Sequence[str]],
) -> list[Drift]:
    """Return the drift from an earlier claim to a later one.

    `told` are the hops of the later claim behind the one that leads to the earlier one,
    `stated` what each claim states, `denials` the claims in each one's own source that deny or dispute it.
    """
    pair = earlier.claim, later.claim
    found = []
    if _is_firmer(modalities.get(earlier.modality, _UNKNOWN), modalities.get(later.modality, _UNKNOWN)):
        found.append(Drift("firmer", *pair, earlier.modality, later.modality))
    found += (
        Drift("exactness", *pair, one.term.value, two.term.value)
        for one, two in shared_statements(stated.get(pair[0], ()), stated.get(pair[1], ()))
        if _is_narrower(two.value, one.value)
    )
    # Where the earlier report leads round to the later one's own outlet, nothing is lost.
    own = [Hop(source=later.source), *(Hop(agent) for agent in sorted(chains.makers(later.source)))]
    lost = tuple(hop for hop in chains.own_hops(earlier) if not any(_covers(one, hop, chains) for one in (*told, *own)))
    if lost:
        found.append(Drift("attribution", *pair, lost=lost))
    if denials.get(pair[0]) and not denials.get(pair[1]):
        found.append(Drift("denial", *pair, denials=tuple(denials[pair[0]])))
    if (earlier.stance, later.stance) == (CG + "opinion", CG + "fact"):
        found.append(Drift("opinion", *pair, earlier.stance, later.stance))
    return found


def shared_statements(ones: Sequence[Stated], twos: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Yield what two claims state of the same thing by the same predicate, where the values may be one and the same."""
    for one in ones:
        for two in twos:
            same = (one.subject, one.predicate) == (two.subject, two.predicate)
            if same and one.value.context == two.value.context and not differ(one.value, two.value):
                yield one, two


def _is_firmer(was: Modality, became: Modality) -> bool:
    """Tell whether a modality is firmer than another.

    >>> possible, asserted = Modality("truth", 1, False), Modality("truth", 4, True)
    >>> planned, ongoing = Modality("intent", 3, False), Modality("intent", 4, True)
    >>> _is_firmer(possible, asserted), _is_firmer(planned, asserted), _is_firmer(possible, planned), _is_firmer(ongoing, asserted)
    (True, True, False, False)
    """
    return (became.now and not was.now) or (was.axis == became.axis and was.strength < became.strength)


def _is_narrower(one: Value, two: Value) -> bool:
    """Tell whether one of two values leaves less open than the other, within the other's bounds."""
    if not nested(one, two) or (one.low, one.high) == (two.low, two.high):
        return False
    low, high = one.low is not None and one.low != two.low, one.high is not None and one.high != two.high
    inside = two.low is None or one.low is None or one.low >= two.low  # type: ignore[operator]
    return (low or high) and inside and (two.high is None or (one.high is not None and one.high <= two.high))  # type: ignore[operator]


def _covers(own: Hop, hop: Hop, chains: Chains) -> bool:
    """Tell whether a hop tells what another does: the same agent or source, or at least that there is somebody unnamed."""
    if hop.agent:
        return bool(own.agent) and chains.one(own.agent) == chains.one(hop.agent)
    return own.source == hop.source if hop.source else bool(own.unnamed)
