"""The shapes as SPARQL: a store in, what breaks a shape out.

One `.rq` file runs each kind of SHACL core constraint that `shapes.ttl` uses, over
the shapes themselves, which lie in the store beside the data; the constraints that
the shapes state in SPARQL run as they stand there. So the shapes are the only place
where a rule is written. The results are those of a SHACL engine on the default graph.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import CorpusError, Problem, QueryError, printable
from claimgraph.queries import package_query
from claimgraph.rdf.forms import EntryForms
from claimgraph.rdf.quads import in_ontology_graph
from claimgraph.rdf.sample import Traits
from claimgraph.store.embedded import memory_store
from claimgraph.vocab import CORE_PREFIXES, ONTOLOGY_GRAPH, SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimgraph.errors import Where
    from claimgraph.ontology import Ontology
    from claimgraph.rdf.sample import Sample
    from claimgraph.store.protocol import Store

__all__ = [
    "Violation",
    "core_rules",
    "fill_rule",
    "followed",
    "is_wide",
    "may_be_sampled",
    "run_core",
    "run_rules",
    "run_written",
    "sample_holds",
    "shape_traits",
    "violation_problems",
]

_SPARQL_RULES = f"""
SELECT DISTINCT ?name ?message ?hint ?select ?target WHERE {{
  GRAPH <{ONTOLOGY_GRAPH}> {{ ?shape sh:targetClass ?target ; sh:sparql ?rule . ?rule sh:select ?select ; sh:message ?message ; rdfs:label ?name . OPTIONAL {{ ?rule rdfs:comment ?hint }} }}
  FILTER(isIRI(?target))
}} ORDER BY ?name
"""


_PARAMETER = re.compile(r"\$(\w+)")
#: A property, or a path in brackets, that is followed any number of times.
_FOLLOWED = re.compile(r"([\w-]*:[\w-]+|[)>])[+*]")
#: A constraint that asks which keys a node has, whatever their values are.
_KEYS_ALONE = re.compile(
    r"SELECT \$this WHERE \{ \$this [\w-]+:[\w-]+ \?\w+(?: ; [\w-]+:[\w-]+ \?\w+)* ?\.?(?: FILTER NOT EXISTS \{ \$this [\w-]+:[\w-]+ \?\w+ \})* \}"
)
_NAME = re.compile(r"([\w-]+):([\w-]+)")
_VARIABLE = re.compile(r"\?\w+")
#: The constraint that asks for the classes of what is referred to.
_CLASSES = "wrong-class"


class Violation(NamedTuple):
    """A node that breaks a shape; a constraint in SPARQL says as its rdfs:comment how to mend it."""

    focus: str
    path: str
    code: str
    message: str
    hint: str = ""


def core_rules() -> list[str]:
    """Return the names of the core constraints that have a query."""
    folder = os.path.join(os.path.dirname(__file__), "queries", "rules")
    return sorted(name.removesuffix(".rq") for name in os.listdir(folder) if name.endswith(".rq"))


def run_rules(store: Store, *, core: bool = True) -> Iterator[Violation]:
    """Yield what breaks the shapes; `core=False` runs only the constraints written in SPARQL."""
    if core:
        yield from run_core(store, core_rules())
    yield from run_written(store)


def run_core(store: Store, names: Iterable[str]) -> Iterator[Violation]:
    """Yield what breaks the core constraints of the given kinds; see `core_rules`."""
    for name in names:
        seen = set()
        for query in fill_rule(store, package_query(f"rules/{name}")):
            for row in store.rows(query):
                found = Violation(row["focus"].value, row["path"].value, name, row["message"].value)
                if found not in seen:
                    seen.add(found)
                    yield found


def run_written(store: Store, *, wide: bool | None = None) -> Iterator[Violation]:
    """Yield what breaks the constraints written in SPARQL; `wide` chooses those that look further than one file, or the others."""
    for rule in store.rows(_SPARQL_RULES):
        name, message, select, target = (rule[key].value for key in ("name", "message", "select", "target"))
        if wide is not None and is_wide(select) is not wide:
            continue
        broken = _broken(store, name, select.replace("SELECT $this", "SELECT DISTINCT $this", 1))
        for focus in sorted(broken & _instances(store, target) if broken else broken):
            yield Violation(focus, "", name, message, rule["hint"].value if rule["hint"] is not None else "")


def is_wide(select: str) -> bool:
    """Tell whether a constraint follows a property from thing to thing, and so out of the file that it starts in.

    >>> is_wide("SELECT $this WHERE { $this cg:retracts+ $this }"), is_wide("SELECT $this WHERE { $this cg:due/cg:latest ?day }")
    (True, False)
    """
    return _FOLLOWED.search(select) is not None


def followed(select: str) -> list[str]:
    """Return the properties that a constraint follows from thing to thing, as they are written there.

    >>> followed("SELECT $this WHERE { $this cg:retracts+ $this }")
    ['cg:retracts']
    """
    return _FOLLOWED.findall(select)


def _broken(store: Store, name: str, select: str) -> set[str]:
    """Return the nodes that a constraint finds; a corpus's own module may have written it, and wrongly."""
    what = f"the constraint '{printable(name)}' of the shapes cannot be run"
    try:
        answer = store.query(select)
    except QueryError as error:
        raise CorpusError(f"{what}: {error.message}", "mend it in the module that states it") from None
    if not isinstance(answer, ox.QuerySolutions) or "this" not in [variable.value for variable in answer.variables]:
        raise CorpusError(f"{what}: it does not SELECT $this")
    return {row["this"].value for row in answer if row["this"] is not None}


def fill_rule(store: Store, query: str) -> Iterator[str]:
    """Yield a rule as it stands or, where it has a parameter such as `$class`, once for each value of sh:class in the shapes."""
    parameter = _PARAMETER.search(query)
    if parameter is None:
        yield query
        return
    values = f"SELECT DISTINCT ?value {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?property sh:path ?path ; sh:{parameter[1]} ?value }} FILTER(!isBlank(?value)) }}"
    for value in sorted(str(row["value"]) for row in store.rows(values)):
        yield query.replace(parameter[0], value)


def _instances(store: Store, target: str) -> set[str]:
    """Return what a shape is about: the things of its target class and of the classes below."""
    query = f"SELECT ?x {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?class rdfs:subClassOf* <{target}> }} ?x a ?class }}"
    return {row["x"].value for row in store.rows(query)}


def violation_problems(
    violations: Iterator[Violation], origins: Mapping[str, Where], compact: Callable[[str], str], default: Where
) -> Iterator[Problem]:
    """Turn violations into problems at the place where the node was written."""
    for focus, path, code, message, hint in violations:
        about = f" ({compact(path)})" if path else ""
        yield Problem(origins.get(focus, default), code, f"{compact(focus)}{about}: {message}", hint)


def shape_traits(ontology: Ontology) -> Traits:
    """Return what a `Sample` has to know of the shapes, so that `sample_holds` can tell of it whether they hold."""
    patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
    above: dict[str, tuple[str, ...]] = {}
    paths = dict(_stated(ontology.triples, "path"))
    for shape, pattern in _stated(ontology.triples, "pattern"):
        path = paths.get(shape, "")
        patterns[path] = (*patterns.get(path, ()), re.compile(pattern))
    for name in ("lessThan", "lessThanOrEquals"):
        for shape, other in _stated(ontology.triples, name):
            path = paths.get(shape, "")
            above[path] = (*above.get(path, ()), other)
    compared = {CORE_PREFIXES.get(prefix, "") + name for select in _comparing(ontology) for prefix, name in _NAME.findall(select)}
    return Traits(patterns, above, ontology.words(), compared, EntryForms(ontology, patterns, above))


def _stated(triples: Iterable[ox.Triple], name: str) -> list[tuple[object, str]]:
    """Return who states something by a property of SHACL, and what."""
    return [(t.subject, t.object.value) for t in triples if t.predicate.value == SH + name and not isinstance(t.object, ox.Triple)]


def may_be_sampled(ontology: Ontology) -> bool:
    """Tell whether a corpus's own modules leave it at what a sample shows: no constraints, patterns or orders, nor shapes for what claims state."""
    own = [one for name in ("select", "pattern", "lessThan", "lessThanOrEquals") for one in _stated(ontology.module_triples, name)]
    paths = {path for _, path in _stated(ontology.triples, "path")}
    return not own and paths.isdisjoint(field.iri for field in ontology.predicates.values())


def sample_holds(
    sample: Sample,
    ontology: Ontology,
    prefixes: Mapping[str, str],
    *,
    core: bool = True,
    wide: bool = True,
    assumed: Iterable[tuple[str, str]] = (),
) -> tuple[bool, bool]:
    """Tell whether the constraints written in SPARQL are known to find nothing, and whether the core constraints are.

    That references lead to things of the classes asked for, the reader and `check_corpus`
    have seen; `assumed` are the classes of things that the sample lacks. `wide=False`
    leaves out the constraints that look further than one file. What is found is not told:
    the whole corpus is to be asked then.
    """
    if sample.has_twins or not may_be_sampled(ontology):
        return False, False
    values = memory_store((), prefixes, nquads="\n".join(sample.valued))
    selects = (select for select in _comparing(ontology) if wide or not is_wide(select))
    if any(_broken(values, "", select) for select in selects):
        return False, False
    forms = memory_store(in_ontology_graph(ontology.triples), prefixes, nquads="\n".join(sample.whole))
    if any(run_written(forms, wide=False)):
        return False, False
    if not core or any(run_core(forms, [name for name in core_rules() if name != _CLASSES])):
        return True, False
    forms.inner.load("\n".join(sample.types(assumed)), format=ox.RdfFormat.N_QUADS, lenient=True)
    return True, not any(run_core(forms, [_CLASSES]))


def _comparing(ontology: Ontology) -> list[str]:
    """Return the constraints written in SPARQL to which it matters what the values are."""
    return [select for _, select in _stated(ontology.triples, "select") if not asks_for_keys_alone(select)]


def asks_for_keys_alone(select: str) -> bool:
    """Tell whether a constraint asks which keys a node has, and nothing of their values.

    >>> asks_for_keys_alone("SELECT $this WHERE { $this prov:agent ?agent ; cg:unnamed ?unnamed }")
    True
    >>> asks_for_keys_alone("SELECT $this WHERE { $this cg:low ?same ; cg:high ?same }")
    False
    """
    variables = _VARIABLE.findall(select)
    return _KEYS_ALONE.fullmatch(select) is not None and len(variables) == len(set(variables))
