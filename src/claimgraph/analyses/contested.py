"""A store in; of what its claims state, as much out as can take part in a conflict.

Of a hundred thousand claims a few thousand give an answer that others contradict. So the
store is first asked for things of which two values are in force, and for what is denied
or still to come, and only then who says so, how it is put, and when. Each question is a
query of few columns that every store answers alike, about few things at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import all_names, same_things
from claimgraph.analyses.columns import Times, read_gone, read_put, read_sources
from claimgraph.analyses.frames import Frame, read_roles
from claimgraph.analyses.records import read_modalities
from claimgraph.analyses.statements import Reading, Statement, read_disputes, read_excluded, read_predicates, under_one_name
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
    roles, predicates, excluded, same = read_roles(store), read_predicates(store), read_excluded(store), same_things(store)
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
    making = [statement for statement in _read_makers(store, asking, predicates, same) if statement.claim not in no_facts]
    answers = [statement for statement in _read_answers(store, predicates, excluded, same) if statement.claim not in no_facts]
    asking, making, answers = (under_one_name(statements, same) for statements in (asking, making, answers))
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
    reading = Reading([*asking, *making], frames, dict(predicates), roles, disputes, excluded, same, {})
    return Contested(answers, reading)


def _dated(statements: Iterable[Statement], times: Times, predicates: Predicates) -> set[str]:
    """Return the claims of which the time counts: somebody says since when something holds of the same subject and predicate.

    Of what is so at all times only what claims themselves say of it counts, which few do.
    """

    def about(statement: Statement) -> tuple[str, str]:  # either end of what is said of two things alike may be the subject
        return statement.predicate, "" if predicates[statement.predicate].symmetric else statement.subject

    def counts(statement: Statement) -> bool:
        claim = statement.claim
        return predicates[statement.predicate].grain != "always" or times.has_start(claim) or times.has_end(claim)

    changing = list(filter(counts, statements))
    begun = {about(statement) for statement in changing if times.has_start(statement.claim)}
    return {statement.claim for statement in changing if about(statement) in begun} if begun else set()


def _read_stated(store: Store, aspect: str, word: str, predicates: Predicates) -> list[Statement]:
    """Return what the claims state that are put in a certain way."""
    query = package_query("contested/put-statements").replace("?put", f"<{CG}{aspect}>")
    (batch,) = fill_values(query, [f"<{word}>"])
    rows = ((claim.value, subject.value, predicate.value, value) for claim, subject, predicate, value in store.rows(batch))
    return [Statement(*row) for row in rows if row[2] in predicates]


def _read_makers(store: Store, asking: Iterable[Statement], predicates: Predicates, same: Mapping[str, str]) -> Iterator[Statement]:
    """Yield who makes some statements, by whatever names; what is said of two things alike may stand either way round."""
    wanted = dict.fromkeys(statement[1:] for statement in asking)
    names = all_names(same)
    for subject, predicate, value in tuple(wanted) if names else ():
        others: list[Any] = [value]
        if isinstance(value, ox.NamedNode) and value.value in same:
            others = [ox.NamedNode(name) for name in names[same[value.value]]]
        for name in names.get(same.get(subject, ""), [subject]):
            wanted |= dict.fromkeys((name, predicate, other) for other in others)
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


def _read_answers(
    store: Store, predicates: Predicates, excluded: Mapping[str, Collection[str]], same: Mapping[str, str]
) -> Iterator[Statement]:
    """Yield what is stated of things of which two values are in force that may exclude one another."""
    scores = [iri for iri, predicate in predicates.items() if predicate.scores]
    single = [iri for iri, predicate in predicates.items() if predicate.functional and not predicate.scores]
    names = all_names(same)
    contested: dict[str, set[str]] = {}
    for name, terms in (("several", single), ("several-words", excluded)):
        for batch in fill_values(package_query(f"contested/{name}"), iri_terms(terms)):
            for subject, predicate in store.rows(batch):
                if predicate.value in predicates:  # where everything is in one graph, the ontology says that its own words exclude others
                    contested.setdefault(predicate.value, set()).add(subject.value)
    for subject, predicate, value in _of_other_names(store, same):
        if predicate in single or (predicate in predicates and value in excluded):
            contested.setdefault(predicate, set()).add(subject)
    for predicate, subjects in contested.items():
        wanted = {name for subject in subjects for name in names.get(same.get(subject, ""), [subject])}
        yield from _read_given(store, predicate, "subject", wanted)
    for predicate in single:
        if predicates[predicate].symmetric:
            ends = _shared_ends(store, predicate, same)
            wanted = {name for end in ends for name in names.get(end, [end])}
            for variable in ("subject", "value"):
                yield from _read_given(store, predicate, variable, wanted)
    for predicate, values in _contested_scores(store, scores, same).items():
        yield from _read_given(store, predicate, "value", values)


def _read_given(store: Store, predicate: str, variable: str, terms: Iterable[str]) -> Iterator[Statement]:
    query = package_query("contested/given").replace("?predicate", f"<{predicate}>").replace("VALUES ?subject", f"VALUES ?{variable}")
    for batch in fill_values(query, iri_terms(terms)):
        for claim, subject, value in store.rows(batch):
            yield Statement(claim.value, subject.value, predicate, value)


def _of_other_names(store: Store, same: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is in force of things by another name than their one: with what is said by that, two values."""
    others = [thing for thing, name in same.items() if thing != name]
    for batch in fill_values(package_query("contested/about"), iri_terms(others)):
        for subject, predicate, value in store.rows(batch):
            yield subject.value, predicate.value, value.value


def _shared_ends(store: Store, predicate: str, same: Mapping[str, str]) -> set[str]:
    """Return what has several others at the other end of a predicate that stands either way round."""
    beside: dict[str, set[str]] = {}
    for one, two in store.rows(package_query("contested/linked").replace("?property", f"<{predicate}>")):
        ends = [same.get(end.value, end.value) for end in (one, two)]
        for end, other in (ends, ends[::-1]):
            beside.setdefault(end, set()).add(other)
    return {end for end, others in beside.items() if len(others) > 1}


def _contested_scores(store: Store, scores: Collection[str], same: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the scores, by predicate, that are not the only one of their subject on their benchmark in their setting."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for batch in fill_values(package_query("contested/scored"), iri_terms(scores)):
        for subject, predicate, value, benchmark, setting in store.rows(batch):
            key = (
                predicate.value,
                same.get(subject.value, subject.value),
                same.get(benchmark.value, benchmark.value) if benchmark else "",
                setting.value.lower() if setting else "",
            )
            groups.setdefault(key, set()).add(value.value)
    found: dict[str, set[str]] = {}
    for (predicate, *_), values in groups.items():
        if len(values) > 1:
            found.setdefault(predicate, set()).update(values)
    return found
