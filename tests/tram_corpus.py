"""A small made-up corpus about a tram line: five sources that disagree, correct themselves, and cite one another."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["tram_corpus"]

SETTINGS = """
format = 1
title = "Riverton's second tram line: who says what"
base = "https://example.org/riverton/"
modules = ["vocabulary.ttl"]
texts = "texts"

[prefixes]
tram = "https://example.org/tram#"
"""

VOCABULARY = """
@prefix tram: <https://example.org/tram#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

tram:Fare a owl:Class ; rdfs:subClassOf skos:Concept ; rdfs:label "fare"@en ; skos:definition "What a ride costs."@en .
tram:free a tram:Fare ; rdfs:label "free of charge"@en ; cg:disjointWith tram:paid ; skos:definition "Nobody pays."@en .
tram:paid a tram:Fare ; rdfs:label "with a ticket"@en ; cg:disjointWith tram:free ; skos:definition "Riders pay."@en .

tram:opens a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:domain schema:Project ; rdfs:range cg:Date ; cg:timeGrain "always" ;
    rdfs:label "opens"@en ; skos:definition "When it comes into use."@en .
tram:cost a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:domain schema:Project ; rdfs:range cg:Amount ; cg:timeGrain "always" ;
    rdfs:label "cost"@en ; skos:definition "How much it costs."@en .
tram:builder a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:domain schema:Project ; rdfs:range schema:Organization ; cg:timeGrain "always" ;
    rdfs:label "builder"@en ; skos:definition "Who lays the tracks."@en .
tram:fare a owl:ObjectProperty ; rdfs:domain schema:Project ; rdfs:range tram:Fare ; cg:timeGrain "always" ;
    rdfs:label "fare"@en ; skos:definition "What a ride costs."@en .
tram:approvedBy a owl:ObjectProperty ; rdfs:domain schema:Project ; rdfs:range schema:Organization ; cg:timeGrain "always" ;
    rdfs:label "approved by"@en ; skos:definition "Who gave leave to build it."@en .
tram:paidBy a owl:ObjectProperty ; rdfs:domain schema:Project ; rdfs:range schema:Organization ; cg:timeGrain "always" ;
    rdfs:label "paid by"@en ; skos:definition "Who bears the cost, or a part of it."@en .
tram:supplies a owl:ObjectProperty ; rdfs:domain schema:Organization ; rdfs:range schema:Project ; cg:timeGrain "always" ;
    rdfs:label "supplies power to"@en ; skos:definition "Whom it gives its power."@en .
tram:opposes a owl:ObjectProperty ; rdfs:domain cg:Entity ; rdfs:range schema:Project ; cg:timeGrain "always" ;
    rdfs:label "opposes"@en ; skos:definition "What it is against."@en .
tram:serves a owl:ObjectProperty ; rdfs:domain schema:Project ; rdfs:range schema:Place ; cg:timeGrain "always" ;
    rdfs:label "serves"@en ; skos:definition "Where it stops."@en .
"""

ENTITIES = """
entities:
  - {id: proj:Tram2, type: Project, name: Tram line 2, aliases: [second tram line]}
  - {id: proj:HorseTram, type: Project, name: Horse tram}
  - {id: org:Council, type: Organization, name: Riverton Council}
  - {id: org:Gazette, type: Organization, name: Riverton Gazette}
  - {id: org:Tribune, type: Organization, name: Evening Tribune}
  - {id: org:Wire, type: Organization, name: Delta Wire}
  - {id: org:Nordwind, type: Organization, name: Nordwind Energy}
  - {id: org:Brightrail, type: Organization, name: Brightrail}
  - {id: org:Ironway, type: Organization, name: Ironway}
  - {id: org:State, type: Organization, name: the State}
  - {id: org:Archive, type: Organization, name: City Archive}
  - {id: person:AdaOkoro, type: Person, name: Ada Okoro}
  - {id: place:Harbour, type: Place, name: Harbour}
  - {id: place:University, type: Place, name: University}
"""

# `found:` stands for a place in the text, `quote:` for one that may be shown; see `_with_evidence`.
GAZETTE = """
id: src:gazette-tram-2
type: NewsArticle
headline: Council votes for second tram line
url: https://example.org/gazette/tram-2
published: 2025-03-04
publisher: org:Gazette
claims:
  - id: claim:tram-2-approved
    label: The council approved tram line 2
    says: {id: proj:Tram2, approvedBy: org:Council}
    said: 2025-03-04
    quote: The council voted for the line by 31 votes to 14
  - id: claim:tram-2-opens-2029
    label: Tram line 2 opens in December 2029
    says: {id: proj:Tram2, opens: 2029-12}
    attribution: [{agent: org:Council, speech: indirect, cue: says}]
    due: 2029-12
    quote: Trams will run from December 2029
  - id: claim:tram-2-cost-24
    label: Tram line 2 costs about 2.4 billion euros
    says: {id: proj:Tram2, cost: {value: 2.4, scale: billion, unit: EUR, exactness: about}}
    attribution: [{agent: org:Council, speech: indirect, cue: puts}]
    quote: The council puts the cost at some 2.4 billion euros
  - id: claim:state-pays
    label: The state pays half of tram line 2
    says: {id: proj:Tram2, paidBy: org:State}
    attribution: [{agent: person:AdaOkoro, speech: direct, cue: said, role: chair of the transport committee}]
    modality: hoped
    due: 2026-06
    quote: I trust that the state will bear half
  - id: claim:nordwind-supplies
    label: Nordwind Energy supplies the power for tram line 2
    says: {id: org:Nordwind, supplies: proj:Tram2}
    quote: The power comes from Nordwind Energy
  - id: claim:brightrail-builds
    label: Brightrail builds tram line 2
    says: {id: proj:Tram2, builder: org:Brightrail}
    quote: Brightrail is to lay the tracks
  - id: claim:tram-2-harbour
    label: Tram line 2 stops at the harbour
    says: {id: proj:Tram2, serves: place:Harbour}
    modality: planned
    due: 2029-12
    quote: with a stop at the harbour
"""

CORRECTION = """
id: src:gazette-correction
type: NewsArticle
headline: "Correction: who builds the second tram line"
url: https://example.org/gazette/correction
published: 2025-03-11
publisher: org:Gazette
claims:
  - id: claim:ironway-builds
    label: Ironway, not Brightrail, builds tram line 2
    says: {id: proj:Tram2, builder: org:Ironway}
    supersedes: claim:brightrail-builds
    quote: It is Ironway that lays the tracks
  - id: claim:harbour-taken-back
    label: There will be no stop at the harbour
    says: {id: proj:Tram2, serves: place:Harbour}
    polarity: denied
    retracts: claim:tram-2-harbour
    quote: Nor will there be a stop at the harbour
"""

TRIBUNE = """
id: src:tribune-delay
type: NewsArticle
headline: Second tram line late and dear
url: https://example.org/tribune/late-and-dear
published: 2025-09-18
publisher: org:Tribune
claims:
  - id: claim:tram-2-opens-2031
    label: Tram line 2 will not open before May 2031
    says: {id: proj:Tram2, opens: 2031-05}
    attribution:
      - {source: src:wire-delay, agent: org:Wire, speech: indirect, cue: reported}
      - {agent: org:Ironway, speech: indirect, cue: told}
      - {unnamed: two engineers, count: 2, role: working on the line}
    found: will not open before May 2031
  - id: claim:tram-2-cost-31
    label: Tram line 2 costs more than 3.1 billion euros
    says: {id: proj:Tram2, cost: {value: 3.1, scale: billion, unit: EUR, exactness: over}}
    attribution: [{unnamed: people close to the treasury, speech: indirect, cue: say}]
    found: will cost upwards of 3.1 billion
  - id: claim:rides-free
    label: Rides on tram line 2 are free
    says: {id: proj:Tram2, fare: free}
    attribution: [{agent: person:AdaOkoro, speech: direct, cue: said}]
    found: nobody will have to buy a ticket
  - id: claim:state-no-decision
    label: The state does not pay for tram line 2
    says: {id: proj:Tram2, paidBy: org:State}
    attribution: [{agent: org:State, speech: indirect, cue: denied}]
    polarity: denied
    found: the treasury denied that it bears any of it
  - id: claim:tram-2-folly
    label: Tram line 2 is a folly
    says: {id: proj:Tram2, judged: a folly}
    stance: opinion
    found: The line is a folly
  - id: claim:wire-report-of-cost
    label: Delta Wire's figure for tram line 2 is 2.9 billion euros
    says: {id: proj:Tram2, cost: {value: 2.9, scale: billion, unit: EUR}}
    attribution: [{source: src:wire-delay, agent: org:Wire, speech: indirect, cue: reported}]
    modality: estimated
    found: Delta Wire had reckoned 2.9 billion
"""

WIRE = """
sources:
  - id: src:wire-delay
    type: NewsArticle
    headline: Tracks of Riverton tram delayed
    url: https://example.org/wire/delay
    published: 2025-09-16
    publisher: org:Wire
    claims:
      - id: claim:nordwind-does-not-supply
        label: Nordwind Energy does not supply tram line 2
        says: {id: org:Nordwind, supplies: proj:Tram2}
        attribution: [{agent: org:Nordwind, speech: direct, cue: denies}]
        polarity: denied
        disputes: claim:nordwind-supplies
        found: we have no contract with Riverton
      - id: claim:power-talks
        label: Nordwind Energy may yet supply tram line 2
        says: {id: org:Nordwind, supplies: proj:Tram2}
        attribution: [{unnamed: a person familiar with the talks, count: 1, speech: indirect, cue: told}]
        modality: possible
        found: a contract is not ruled out
      - id: claim:ironway-builds-too
        label: Ironway builds tram line 2
        says: {id: proj:Tram2, builder: org:Ironway}
        supports: claim:ironway-builds
        found: Ironway is at work on the tracks
      - id: claim:tram-2-testing
        label: Test runs of tram line 2 to the university are planned for 2030
        says: {id: proj:Tram2, serves: place:University}
        attribution: [{agent: org:Ironway, speech: indirect, cue: plans}]
        modality: planned
        due: 2030
        found: test runs to the university in 2030
"""

MINUTES = """
sources:
  - id: src:council-minutes
    type: Report
    headline: "Minutes of the council: transport"
    url: https://example.org/council/minutes
    published: {earliest: 2026-01-10, latest: 2026-02-20}
    publisher: org:Council
    claims:
      - id: claim:rides-paid
        label: Rides on tram line 2 need a ticket
        says: {id: proj:Tram2, fare: paid}
        found: the line is run at the usual fare
      - id: claim:opens-projected
        label: Tram line 2 is expected to open in 2030
        says: {id: proj:Tram2, opens: 2030}
        modality: projected
        due: 2030
        found: opening is now expected in 2030
      - id: claim:minutes-harbour
        label: Tram line 2 is to stop at the harbour after all
        says: {id: proj:Tram2, serves: place:Harbour}
        attribution: [{agent: person:AdaOkoro, speech: indirect, cue: moved}]
        modality: hoped
        found: Ms Okoro moved that the harbour be served
      - id: claim:state-talks
        label: Talks with the state about paying go on
        says: {id: proj:Tram2, paidBy: org:State}
        modality: ongoing
        found: talks with the state continue
  - id: src:archive-leaflet
    type: WebPage
    headline: A short history of trams in Riverton
    url: https://example.org/archive/trams
    publisher: org:Archive
    claims:
      - id: claim:horse-tram-opened
        label: Riverton's horse tram opened in 1874
        says: {id: proj:HorseTram, opens: 1874}
        attribution: [{source: src:wire-1874, speech: indirect, cue: quotes}]
        said: 1874-05-02
        found: The horse tram of 1874
      - id: claim:horse-tram-harbour
        label: The horse tram ran to the harbour
        says: {id: proj:HorseTram, serves: place:Harbour}
        found: ran from the market to the harbour
  - {id: src:wire-1874, type: NewsArticle, headline: "The Riverton Mercury, 2 May 1874", published: 1874-05-02}
"""


def tram_corpus(tmp_path: Path) -> Path:
    """Write the corpus with its texts below `tmp_path`; return the folder of its facts."""
    facts, texts = tmp_path / "tram" / "facts", tmp_path / "tram" / "texts"
    facts.mkdir(parents=True)
    texts.mkdir()
    (facts.parent / "claimgraph.toml").write_text(SETTINGS, encoding="utf-8")
    (facts.parent / "vocabulary.ttl").write_text(VOCABULARY, encoding="utf-8")
    (facts / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    files = {"gazette": GAZETTE, "correction": CORRECTION, "tribune": TRIBUNE, "wire": WIRE, "minutes": MINUTES}
    for name, yaml in files.items():
        (facts / f"{name}.yaml").write_text(_with_evidence(yaml, texts), encoding="utf-8")
    return facts


def _with_evidence(yaml: str, texts: Path) -> str:
    """Make each source's text of the phrases of its claims, and put their places where the phrases stood."""
    done = []
    for part in re.split(r"(?m)^(?=(?:id|  - id|  - \{id): src:)", yaml):
        phrases = re.findall(r"(?:found|quote): (.+)", part)
        text = "".join(f"{phrase}. " for phrase in phrases)

        def place(match: re.Match[str], text: str = text) -> str:
            phrase = match[2]
            start = text.index(phrase)
            shown = f', quote: "{phrase}"' if match[1] == "quote" else ""
            return f"evidence: {{start: {start}, end: {start + len(phrase)}, sha256: {_sha256(phrase)}{shown}}}"

        part = re.sub(r"(found|quote): (.+)", place, part)  # noqa: PLW2901
        if text:
            (texts / f"{_sha256(text)[:12]}.txt").write_text(text, encoding="utf-8", newline="\n")
            line = f"text: {{sha256: {_sha256(text)}, chars: {len(text)}}}"
            part = re.sub(r"(?m)^( *)claims:", rf"\1{line}\n\1claims:", part, count=1)  # noqa: PLW2901
        done.append(part)
    return "".join(done)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
