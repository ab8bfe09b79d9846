"""The analyses, for Python users: what is to be looked for in; what was found, as the commands give it with `--format json`, out.

Every answer is a dictionary that JSON can hold; `docs/json.md` describes each. Besides
what its analysis found it has `claims`, all that it speaks of, as `Asked.claims` returns
them, and `sources`, the sources of these by CURIE.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from claimgraph.errors import QueryError, did_you_mean
from claimgraph.values import parse_date
from claimgraph.wording.lookup import resolve_bearer, resolve_subject, resolve_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

    #: One id or name, or several.
    Names = str | Sequence[str]
    Found = dict[str, Any]

__all__ = ["Findings", "last_day", "several"]


class Findings:
    """What the analyses find in a `store`."""

    #: The day (ISO) as of which it is asked, and how many claims were left out because nobody knows whether they were said by then.
    _as_of = ""
    _undated = 0

    @property
    def store(self) -> Store:
        """The store that is asked."""
        raise NotImplementedError

    def _whole(self) -> Store:
        """Return the store where it can be asked how all claims stand to one another, for which it must hold the ontology."""
        return self.store

    def _texts(self) -> dict[str, Snapshot]:
        """Return the texts to verify evidence against."""
        return {}

    def conflicts(self, *, claim: Names = (), about: Names = (), source: Names = (), kind: Names = ()) -> Found:
        """Return the disagreements, updates, and what is not comparable, as `claimgraph conflicts` does.

        Given claims, things or sources, what is found has to do with them; kinds are
        functional, disjoint, denied, not-yet, disputed, update and not-comparable.

        Raises:
            QueryError: a name is none of these facts, or there is no such kind.
        """
        from claimgraph.analyses.survey import SURVEYED, survey_conflicts
        from claimgraph.views.choose import choose_claims
        from claimgraph.views.conflicts import report_conflicts

        store = self._whole()
        kinds = _words(several(kind), SURVEYED, "kind") or SURVEYED
        focus = choose_claims(store, about=several(about), source=several(source)).claims
        if claim:
            named = self._resolve("id", claim)
            focus = named if focus is None else focus & named
        survey = survey_conflicts(store, focus=focus, kinds=kinds)
        return dict(report_conflicts(store, survey, kinds=kinds, as_of=self._as_of, undated=self._undated, texts=self._texts()).data)

    def origins(self, claim: str | None = None, *, about: str | None = None, require: int = 0, named_only: bool = False) -> Found:
        """Return how many independent origins stand behind what a claim says, or behind all that is said about a thing.

        As `claimgraph origins` does; `enough` of each statement says whether it has as many as are required.

        Raises:
            QueryError: neither a claim nor a thing is given, or both are, or it is none of these facts.
        """
        from claimgraph.analyses.backing import claims_about, find_backing
        from claimgraph.views.origins import Asked, report_origins

        store = self._whole()
        if (claim is None) == (about is None):
            raise QueryError("give one claim, or about=X, and not both")
        claims = self._resolve("id", claim) if claim is not None else claims_about(store, self._resolve("about", about or ""))
        asked = Asked(about or claim or "", require=require, named_only=named_only, one=about is None)
        backing = find_backing(store, claims)
        return dict(report_origins(store, backing, asked, as_of=self._as_of, undated=self._undated, texts=self._texts()).data)

    def trace(self, claim: str) -> Found:
        """Return whom a claim comes from, step by step, and what became firmer on the way, as `claimgraph trace` does.

        Raises:
            QueryError: there is no such claim.
        """
        from claimgraph.analyses.trace import trace_claim
        from claimgraph.views.trace import report_trace

        store = self._whole()
        found = trace_claim(store, resolve_value(store, "id", claim)[0])
        return dict(report_trace(store, found, as_of=self._as_of, undated=self._undated, texts=self._texts()).data)

    def due(self, *, about: Names = (), outcome: Names = (), today: str | dt.date | None = None) -> Found:
        """Return what was promised for when, and what became of it, as `claimgraph due` does.

        Outcomes are overdue, open, moved, fulfilled and dropped. Promises are judged by
        the day `today`; by default the one as of which the corpus is asked, or else today.

        Raises:
            QueryError: a name is none of these facts, there is no such outcome, or that is no date.
        """
        from claimgraph.views.due import report_due
        from claimgraph.views.overview import OUTCOMES

        return dict(
            report_due(
                self._whole(),
                today=self._today(today),
                as_of=self._as_of,
                undated=self._undated,
                about=self._resolve("about", about) if about else None,
                outcomes=_words(several(outcome), (*OUTCOMES, "moved"), "outcome"),
                texts=self._texts(),
            ).data
        )

    def history(self, about: str, *, predicate: Names = (), outlet: Names = ()) -> Found:
        """Return what was said about a thing, or about what a claim speaks of, over time, as `claimgraph history` does.

        Raises:
            QueryError: a name is none of these facts.
        """
        from claimgraph.views.history import report_history

        store = self._whole()
        things, claims = resolve_subject(store, about)
        return dict(
            report_history(
                store,
                things=things,
                claims=claims,
                predicates=self._resolve("predicate", predicate),
                outlets=self._resolve("speaker", outlet) if outlet else None,
                as_of=self._as_of,
                undated=self._undated,
                texts=self._texts(),
            ).data
        )

    def without(self, *things: str, rank: bool = False) -> Found:
        """Return which statements fall with sources, outlets or speakers, all taken away at once; or what falls with each, as `ranking`.

        As `claimgraph without` does.

        Raises:
            QueryError: a name is none of these facts; or things are given and a ranking is wanted, or neither.
        """
        from claimgraph.views.without import report_ranking, report_without

        store = self._whole()
        if rank == bool(things):
            raise QueryError("name what is to be taken away, or ask for rank=True, and not both")
        if rank:
            return dict(report_ranking(store, as_of=self._as_of, undated=self._undated).data)
        found = {iri for thing in things for iri in resolve_bearer(store, thing)}
        return dict(report_without(store, found, as_of=self._as_of, undated=self._undated, texts=self._texts()).data)

    def stats(self, *, today: str | dt.date | None = None) -> Found:
        """Return how much there is, from whom, from when, and how well it is backed, as `claimgraph stats` does.

        Raises:
            QueryError: `today`, by which promises are judged, is no date.
        """
        from claimgraph.views.stats import report_stats

        day = self._today(today)
        return dict(report_stats(self._whole(), today=day, as_of=self._as_of, undated=self._undated, texts=self._texts()).data)

    def _resolve(self, kind: str, names: Names) -> set[str]:
        return {iri for name in several(names) for iri in resolve_value(self._whole(), kind, name)}

    def _today(self, today: str | dt.date | None) -> str:
        if today is not None:
            return last_day(today)
        return self._as_of or dt.datetime.now().astimezone().date().isoformat()


def several(value: Names) -> list[str]:
    """Return one name, or several, as a list."""
    return [value] if isinstance(value, str) else list(value)


def last_day(day: str | dt.date) -> str:
    """Return the last day (ISO) of a day, month or year.

    Raises:
        QueryError: that is no date.
    """
    bounds = parse_date(str(day))
    if bounds is None:
        raise QueryError(f"'{day}' is not a date of the calendar", "write 2026, 2026-04 or 2026-04-08")
    return bounds.latest


def _words(given: list[str], known: Sequence[str], what: str) -> list[str]:
    for word in given:
        if word not in known:
            raise QueryError(f"there is no {what} '{word}'", did_you_mean(word, known) or f"one of {', '.join(known)}")
    return given
