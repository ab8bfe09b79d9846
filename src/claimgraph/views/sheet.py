"""One claim in; a page of text about it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.errors import printable
from claimgraph.views.listing import describe_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimgraph.evidence import Snapshot

__all__ = ["agents_of", "render_sheet", "sources_of"]

_RELATIONS = {
    "supersedes": "supersedes",
    "supersededBy": "superseded by",
    "retracts": "retracts",
    "retractedBy": "retracted by",
    "supports": "supports",
    "supportedBy": "supported by",
    "disputes": "disputes",
    "disputedBy": "disputed by",
}
_VERDICTS = {True: "verified", False: "WRONG: the text there is another", None: "not verified: no text at hand"}


def sources_of(claim: dict[str, Any]) -> set[str]:
    """Return the sources, by CURIE, that the sheet of a claim gives by their headline."""
    return {claim["source"], *(hop["source"] for hop in claim["attribution"] if hop["source"])}


def agents_of(claim: dict[str, Any], sources: Mapping[str, dict[str, Any]]) -> set[str]:
    """Return those, by CURIE, that the sheet of a claim gives by their name."""
    publisher = sources.get(claim["source"], {}).get("publisher")
    agents = {publisher, *(part["agent"] for part in (*claim["attribution"], *claim["assessments"]))}
    return {agent for agent in agents if agent}


def render_sheet(
    claim: dict[str, Any], sources: Mapping[str, dict[str, Any]], names: Mapping[str, str], texts: Mapping[str, Snapshot]
) -> str:
    """Render a claim with its source, chain, evidence, times and triples."""
    lines = [printable(claim["label"], limit=10_000), "", *_rows(claim, sources, names, texts)]
    lines += ["", "states:", *(line for triple in claim["triples"] for line in _triple(triple))]
    return "\n".join(lines) + "\n"


def _rows(
    claim: dict[str, Any], sources: Mapping[str, dict[str, Any]], names: Mapping[str, str], texts: Mapping[str, Snapshot]
) -> Iterator[str]:
    yield _row("id", claim["id"])
    yield _row("status", ", ".join(claim["status"]) or "not in force")
    put = [claim["modality"].removeprefix("cg:"), claim["polarity"].removeprefix("cg:")]
    yield _row("put as", ", ".join(put) + (", the source's opinion" if claim["stance"] == "cg:opinion" else ""))
    source = sources.get(claim["source"], {})
    yield _row("source", f"{source.get('headline', '')} ({claim['source']})")
    for key in ("publisher", "published", "url"):
        if source.get(key):
            yield _row("", f"{key}: {names.get(source[key], source[key])}")
    chain = [names.get(source.get("publisher") or "") or _headline(claim["source"], sources)]
    chain += [_hop(hop, sources, names) for hop in claim["attribution"]]
    yield _row("said by", " → ".join(chain))
    for span in claim["evidence"]:
        yield _row("evidence", f"characters {span['start']} to {span['end']}, {_VERDICTS[span['verified']]}")
        yield _row("", f"sha256 {span['sha256']}")
        quote = span["quote"] or _quote(span, texts)
        if quote:
            yield _row("", f"“{printable(quote)}”")
    for key in ("said", "from", "until", "due"):
        if claim[key]:
            yield _row(key, describe_time(claim[key]))
    for relation, others in claim["relations"].items():
        yield _row("relation", f"{_RELATIONS[relation]} {', '.join(others)}")
    for found in claim["assessments"]:
        yield _row("assessed", _assessment(found, names))
        if found["note"]:
            yield _row("", found["note"])
    if claim["note"]:
        yield _row("note", claim["note"])


def _headline(source: str, sources: Mapping[str, dict[str, Any]]) -> str:
    """Name a source by its headline, or where it has none that is known, by its id."""
    found = sources.get(source, {}).get("headline")
    return f"“{found}”" if found else source


def _hop(hop: dict[str, Any], sources: Mapping[str, dict[str, Any]], names: Mapping[str, str]) -> str:
    cited = _headline(hop["source"], sources) if hop["source"] else ""
    who = names.get(hop["agent"] or "", hop["agent"]) or (f"unnamed: {hop['unnamed']}" if hop["unnamed"] else "")
    manner = [
        f"{hop['count']} of them" if hop["count"] else "",
        hop["cue"] or "",
        (hop["speech"] or "").removeprefix("cg:"),
        hop["role"] or "",
    ]
    words = " in ".join(part for part in (who, cited) if part)
    return words + (f" ({', '.join(m for m in manner if m)})" if any(manner) else "")


def _assessment(found: dict[str, Any], names: Mapping[str, str]) -> str:
    words: str = found["verdict"].removeprefix("cg:").replace("-", " ")
    words += f" (“{found['rating']}”)" if found["rating"] else ""
    words += f" by {names.get(found['agent'], found['agent'])}" if found["agent"] else ""
    words += f" in {found['source']}" if found["source"] else ""
    return words + (f", {describe_time(found['said'])}" if found["said"] else "")


def _quote(span: dict[str, Any], texts: Mapping[str, Snapshot]) -> str:
    """Return the words an evidence points to, from the text in which it was verified."""
    from claimgraph.evidence import Span, verify_span

    if span["verified"]:
        wanted = Span(span["start"], span["end"], span["sha256"])
        for snapshot in texts.values():
            if not verify_span(wanted, snapshot.text):
                return snapshot.text[wanted.start : wanted.end]
    return ""


def _row(name: str, value: str) -> str:
    return f"{name + ':' if name else '':<10}{printable(value, limit=10_000)}"


def _triple(triple: list[Any]) -> Iterator[str]:
    subject, predicate, value = triple
    if isinstance(value, dict) and "id" in value:
        yield f"  {subject}  {predicate}  {value['id']}"
        for key, part in value.items():
            if key != "id":
                yield f"      {key}  {_text(part)}"
    else:
        yield f"  {subject}  {predicate}  {_text(value)}"


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return (
            str(value.get("id"))
            if "id" in value
            else f"“{printable(value['value'])}”"
            if value["datatype"] == "xsd:string"
            else value["value"]
        )
    return str(value)
