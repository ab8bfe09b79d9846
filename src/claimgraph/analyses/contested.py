"""A store in; of what its claims state, as much out as can take part in a conflict.

Of a hundred thousand claims a few thousand give an answer that others contradict. So the
store is first asked for things of which two values are in force, and for what is denied
or still to come, and only then who says so, how it is put, and when. Each question is a
query of few columns that every store answers alike, about few things at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.columns import Times, read_gone, read_put, read_sources
from claimgraph.analyses.frames import Frame, read_roles
from claimgraph.analyses.records import read_modalities
from claimgraph.analyses.statements import Reading, Statement, read_disputes, read_excluded, read_predicates
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimgraph.analyses.statements import Predicate
    from claimgraph.store.protocol import Store

    Predicates = Mapping[str, Predicate]

__all__ = ["Contested", "read_contested"]

_ASSERTED, _AFFIRMED, _DENIED, _FACT = CG + "asserted", CG + "affirmed", CG + "denied", CG + "fact"


class Contested(NamedTuple):
    """What can take part in a conflict: `answers` are statements that may exclude one another, `reading` has all others.

    Of claims that say what is so it is not read in which words (asserted stands for all
    of these), and of times no more than is compared. A graph named as the corpus names its
    claims is taken for a claim; of others it is looked up, as a store may keep all kinds.
    """

    answers: list[Statement]
    reading: Reading


def read_contested(store: Store) -> Contested:
    """Return of what `read_statements` returns enough for the same pairs."""
    roles, predicates, excluded = read_roles(store), read_predicates(store), read_excluded(store)
    gone, disputes = read_gone(store), read_disputes(store)
    opinions = set(read_put(store, "stance", CG + "opinion"))
    denying = _read_stated(store, "polarity", _DENIED, predicates)
    denied = {statement.claim for statement in denying}
    words: dict[str, str] = {}
    planning: list[Statement] = []
    for word in sorted(read_modalities(store).keys() - roles.now):
        if word in roles.to_come:
            planned = _read_stated(store, "modality", word, predicates)
            planning += [statement for statement in planned if statement.claim not in denied]
            words |= {statement.claim: word for statement in planned}
        else:
            words |= dict.fromkeys(read_put(store, "modality", word), word)
    asking = [statement for statement in planning if statement.claim not in gone and statement.claim not in opinions]
    asking += [s for s in denying if s.claim not in gone and s.claim not in opinions and s.claim not in words]
    no_facts = {*gone, *denied, *words, *opinions}
    making = [statement for statement in _read_makers(store, asking, predicates) if statement.claim not in no_facts]
    answers = [statement for statement in _read_answers(store, predicates, excluded) if statement.claim not in no_facts]
    asking = _answered(asking, making)

    times = Times(store)
    ends = {claim for pair in disputes for claim in pair}
    found = {statement.claim for statement in (*answers, *asking, *making)}
    own = store.prefixes["claim"]
    doubtful = ends | {claim for claim in found if not claim.startswith(own)}
    plans = _of_plans(asking, making, words)
    dated = _dated([*answers, *asking, *making], times, predicates)
    sources = read_sources(store, doubtful | plans | {claim for claim in dated if not times.has_end(claim)})

    def frame(claim: str) -> Frame:
        stance = CG + "opinion" if claim in opinions else _FACT
        return Frame(claim, words.get(claim, _ASSERTED), _DENIED if claim in denied else _AFFIRMED, stance, gone=gone.get(claim, ""))

    no_claims = doubtful - sources.keys()
    frames = {claim: frame(claim) for claim in (found | ends) - no_claims}
    for claim in (dated | plans) - no_claims:
        frames[claim] = times.time(frames[claim], sources.get(claim, ""))
    reading = Reading([*asking, *making], frames, dict(predicates), roles, disputes, excluded, same_things(store), {})
    return Contested(answers, reading)


def _dated(statements: Iterable[Statement], times: Times, predicates: Predicates) -> set[str]:
    """Return the claims of which the time counts: somebody says since when something holds of the same subject and predicate."""

    def about(statement: Statement) -> tuple[str, str]:  # either end of what is said of two things alike may be the subject
        return statement.predicate, "" if predicates[statement.predicate].symmetric else statement.subject

    changing = [statement for statement in statements if predicates[statement.predicate].grain != "always"]
    begun = {about(statement) for statement in changing if times.has_start(statement.claim)}
    return {statement.claim for statement in changing if about(statement) in begun} if begun else set()


def _read_stated(store: Store, aspect: str, word: str, predicates: Predicates) -> list[Statement]:
    """Return what the claims state that are put in a certain way."""
    query = package_query("contested/put-statements").replace("?put", f"<{CG}{aspect}>")
    (batch,) = fill_values(query, [f"<{word}>"])
    rows = ((claim.value, subject.value, predicate.value, value) for claim, subject, predicate, value in store.rows(batch))
    return [Statement(*row) for row in rows if row[2] in predicates]


def _read_makers(store: Store, asking: Iterable[Statement], predicates: Predicates) -> Iterator[Statement]:
    """Yield who makes some statements; what is said of two things alike may stand either way round."""
    wanted = dict.fromkeys(statement[1:] for statement in asking)
    for subject, predicate, value in tuple(wanted):
        if predicates[predicate].symmetric and isinstance(value, ox.NamedNode):
            wanted[value.value, predicate, ox.NamedNode(subject)] = None
    numbered = [(triple, row) for triple in wanted if (row := _row(*triple))]
    terms = (f"({number} {row})" for number, (_, row) in enumerate(numbered))
    for batch in fill_values(package_query("contested/made"), terms):
        for number, claim in store.rows(batch):
            yield Statement(claim.value, *numbered[int(number.value)][0])


def _row(subject: str, predicate: str, value: Any) -> str:
    """Return a statement as SPARQL writes it; nothing if others wrote what is no IRI where one should stand."""
    named = [subject, value.value] if isinstance(value, ox.NamedNode) else [subject]
    ends = list(iri_terms(named))
    if len(ends) < len(named) or not isinstance(value, ox.NamedNode | ox.Literal):
        return ""
    return f"{ends[0]} <{predicate}> {value}"


def _answered(asking: list[Statement], making: list[Statement]) -> list[Statement]:
    """Leave out denials and plans if nobody says that all they state is so."""
    made = {_either_way(statement) for statement in making}
    alone = {statement.claim for statement in asking if _either_way(statement) not in made}
    return [statement for statement in asking if statement.claim not in alone]


def _either_way(statement: Statement) -> tuple[str, frozenset[str]]:
    return statement.predicate, frozenset((statement.subject, str(statement.value.value)))


def _of_plans(asking: Iterable[Statement], making: Iterable[Statement], words: Mapping[str, str]) -> set[str]:
    """Return the claims of statements that some say is still to come, and others to be so: when each was said tells."""
    plans = {statement.claim: _either_way(statement) for statement in asking if statement.claim in words}
    planned = set(plans.values())
    return plans.keys() | {statement.claim for statement in making if _either_way(statement) in planned}


# ------------------------------------------------------------ what has one value at a time


def _read_answers(store: Store, predicates: Predicates, excluded: Mapping[str, Collection[str]]) -> Iterator[Statement]:
    """Yield what is stated of things of which two values are in force that may exclude one another."""
    scores = [iri for iri, predicate in predicates.items() if predicate.scores]
    single = [iri for iri, predicate in predicates.items() if predicate.functional and not predicate.scores]
    contested: dict[str, set[str]] = {}
    for name, terms in (("several", single), ("several-words", excluded)):
        for batch in fill_values(package_query(f"contested/{name}"), iri_terms(terms)):
            for subject, predicate in store.rows(batch):
                if predicate.value in predicates:  # where everything is in one graph, the ontology says that its own words exclude others
                    contested.setdefault(predicate.value, set()).add(subject.value)
    for predicate, subjects in contested.items():
        yield from _read_given(store, predicate, "subject", subjects)
    for predicate, values in _contested_scores(store, scores).items():
        yield from _read_given(store, predicate, "value", values)


def _read_given(store: Store, predicate: str, variable: str, terms: Iterable[str]) -> Iterator[Statement]:
    query = package_query("contested/given").replace("?predicate", f"<{predicate}>").replace("VALUES ?subject", f"VALUES ?{variable}")
    for batch in fill_values(query, iri_terms(terms)):
        for claim, subject, value in store.rows(batch):
            yield Statement(claim.value, subject.value, predicate, value)


def _contested_scores(store: Store, scores: Collection[str]) -> dict[str, set[str]]:
    """Return the scores, by predicate, that are not the only one of their subject on their benchmark in their setting."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for batch in fill_values(package_query("contested/scored"), iri_terms(scores)):
        for subject, predicate, value, benchmark, setting in store.rows(batch):
            key = (predicate.value, subject.value, benchmark.value if benchmark else "", setting.value.lower() if setting else "")
            groups.setdefault(key, set()).add(value.value)
    found: dict[str, set[str]] = {}
    for (predicate, *_), values in groups.items():
        if len(values) > 1:
            found.setdefault(predicate, set()).update(values)
    return found
