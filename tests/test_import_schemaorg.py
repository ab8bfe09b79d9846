"""Claims and reviews of schema.org, as sites write them, in; facts out. All of it written for these tests."""

from __future__ import annotations

import json
import pathlib
import random
import re
from typing import Any

import pytest
from draft_helpers import draft_problems, draft_text, known_of, known_of_none, left_lines, rule_problems
from helpers import MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import spoil
from tram_corpus import tram_corpus

from claimgraph.errors import InputError
from claimgraph.imports.draft import Draft
from claimgraph.imports.schemaorg import draft_schemaorg
from claimgraph.imports.verdicts import WORDS, read_verdict


def draft(data: Any, **options: Any) -> Draft:
    """Draft facts of JSON (bytes, text, or what is to be written as JSON)."""
    text = data if isinstance(data, (bytes, str)) else json.dumps(data, ensure_ascii=False)
    made = draft_schemaorg(text if isinstance(text, bytes) else text.encode(), "p.json", known_of_none(), **options)
    assert draft_problems(made) == []
    return made


def plain_text(made: Draft) -> str:
    """Write a draft as facts; its digests as X, for they are nobody's to read."""
    return re.sub(r"-[0-9a-f]{8,16}\b", "-X", draft_text(made))


def claims(made: Draft) -> list[dict[str, Any]]:
    return [claim for source in made.sources for claim in source.get("claims", [])]


def claim(**more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "Claim", "text": "Rides are free", **more}


def review(reviewed: Any = None, rating: Any = "False", **more: Any) -> dict[str, Any]:
    """Make a review as most sites have it."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example/rides",
        "claimReviewed": "Rides are free",
        "datePublished": "2026-04-09",
        "author": {"@type": "Organization", "name": "The Checker"},
        "itemReviewed": reviewed if reviewed is not None else {"@type": "Claim", "author": {"@type": "Person", "name": "Ada Okoro"}},
        "reviewRating": {"@type": "Rating", "alternateName": rating} if isinstance(rating, str) else rating,
        **more,
    }


def names(made: Draft) -> dict[str, str]:
    return {entity["id"]: entity["name"] for entity in made.entities}


def summary(made: Draft) -> list[str]:
    """Say each claim in a line: its source: who: what."""
    called = names(made) | {source["id"]: source["headline"] for source in made.sources}
    lines = []
    for source in made.sources:
        for one in source.get("claims", []):
            chain = " > ".join(
                " at ".join(called.get(hop[key], hop[key]) for key in ("agent", "unnamed", "source") if key in hop)
                for hop in one.get("attribution", [])
            )
            lines.append(f"{source['headline']}: {chain}: {one['label']}")
    return lines


# ---------------------------------------------------------------- whole examples


def test_a_review_with_everything() -> None:
    made = draft(
        review(
            {
                "@type": "Claim",
                "author": {"@type": "Person", "name": "Ada Okoro", "jobTitle": "minister", "sameAs": "https://people.example/ada"},
                "datePublished": "April 8, 2026",
                "appearance": {
                    "@type": "OpinionNewsArticle",
                    "url": "https://news.example/rides",
                    "headline": "Free rides",
                    "publisher": {"@type": "NewsMediaOrganization", "name": "The Gazette"},
                    "inLanguage": "en",
                },
            },
            {
                "@type": "Rating",
                "ratingValue": 1,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": "Pants on fire!",
                "ratingExplanation": "A ticket is needed.",
            },
        )
    )
    assert rule_problems(made) == []
    assert made.left == []
    assert (
        plain_text(made)
        == """\
entities:
  - {id: org:TheChecker, type: Organization, name: The Checker}
  - {id: person:AdaOkoro, type: Person, name: Ada Okoro, sameAs: "https://people.example/ada"}
  - {id: org:TheGazette, type: Organization, name: The Gazette}
  - {id: topic:UnsortedStatements, type: Topic, name: Unsorted Statements}
sources:
  - id: src:check-example-rides-X
    type: WebPage
    headline: check.example/rides
    url: https://check.example/rides
    published: 2026-04-09
    author: org:TheChecker

  - id: src:news-example-rides-X
    type: NewsArticle
    headline: Free rides
    url: https://news.example/rides
    publisher: org:TheGazette
    language: en
    claims:
      - id: claim:rides-are-free-X
        label: Rides are free
        says: {id: topic:UnsortedStatements, stated: Rides are free}
        said: 2026-04-08
        attribution: [{agent: person:AdaOkoro, role: minister}]
        assessment:
          verdict: refuted
          agent: org:TheChecker
          said: 2026-04-09
          source: src:check-example-rides-X
          rating: Pants on fire!
          note: "in numbers: 1 out of 5; A ticket is needed."
"""
    )


def test_claims_of_an_article() -> None:
    made = draft({
        "@context": {"@vocab": "http://schema.org/"},
        "@graph": [
            {"@type": "NewsArticle", "@id": "#article", "url": "https://news.example/tram", "headline": "The tram", "datePublished": "2026-04",
             "publisher": {"@id": "#paper"}, "mentions": [{"@id": "#one"}, {"@type": "Claim", "text": "It is late", "author": "Bo Lund"}]},
            {"@id": "#paper", "@type": "NewsMediaOrganization", "name": "The Gazette"},
            {"@type": "Claim", "@id": "#one", "text": "It is dear", "author": {"@id": "#paper"}, "about": {"@type": "Product", "name": "Tram"}},
        ],
    })  # fmt: skip
    assert rule_problems(made) == []
    assert (
        plain_text(made)
        == """\
entities:
  - {id: org:TheGazette, type: Organization, name: The Gazette}
  - {id: product:Tram, type: Product, name: Tram}
  - {id: agent:BoLund, type: Agent, name: Bo Lund}
  - {id: topic:UnsortedStatements, type: Topic, name: Unsorted Statements}
sources:
  - id: src:news-example-tram-X
    type: NewsArticle
    headline: The tram
    url: https://news.example/tram
    published: 2026-04
    publisher: org:TheGazette
    claims:
      - id: claim:it-is-dear-X
        label: It is dear
        says: {id: product:Tram, stated: It is dear}

      - id: claim:it-is-late-X
        label: It is late
        says: {id: topic:UnsortedStatements, stated: It is late}
        attribution: [{agent: agent:BoLund}]
"""
    )


# ---------------------------------------------------------------- shapes of a document

CLAIM = claim(author="Ada Okoro", appearance="https://news.example/a")
SHAPES = [
    ("one object", CLAIM),
    ("a list", [CLAIM]),
    ("a graph", {"@context": "https://schema.org", "@graph": [CLAIM]}),
    ("a list of graphs", [{"@graph": [CLAIM]}]),
    ("two objects, the second no claim", json.dumps(CLAIM) + "\n\n" + json.dumps({"@type": "WebSite"}, indent=1)),
    ("JSON Lines", json.dumps({"@type": "WebSite"}) + "\n" + json.dumps(CLAIM) + "\n"),
    ("a mark of UTF-8", b"\xef\xbb\xbf" + json.dumps(CLAIM).encode()),
    ("UTF-16", json.dumps(CLAIM).encode("utf-16")),
    ("http", claim(**CLAIM | {"@context": "http://schema.org"})),
    ("a type as IRI", claim(**CLAIM | {"@type": "https://schema.org/Claim"})),
    ("types in a list", claim(**CLAIM | {"@type": ["http://schema.org/Claim", "CreativeWork"]})),
    ("a prefix", {"@context": {"schema": "http://schema.org/"}, "@type": "schema:Claim", "schema:text": "Rides are free",
                  "schema:author": {"schema:name": "Ada Okoro"}, "schema:appearance": {"@id": "https://news.example/a"}}),
    ("another prefix", {"@context": ["https://other.example", {"sdo": "https://schema.org/"}], "@type": "sdo:Claim",
                        "sdo:text": "Rides are free", "sdo:author": "Ada Okoro", "sdo:appearance": "https://news.example/a"}),
    ("IRIs", {"@type": ["http://schema.org/Claim"], "http://schema.org/text": [{"@value": "Rides are free", "@language": "en"}],
              "http://schema.org/author": [{"http://schema.org/name": [{"@value": "Ada Okoro"}]}],
              "http://schema.org/appearance": {"@list": [{"@id": "https://news.example/a"}]}}),
    ("id and type without @", {"type": "Claim", "id": "#c", "text": "Rides are free", "author": "Ada Okoro", "appearance": "https://news.example/a"}),
    ("the author elsewhere", [claim(**CLAIM | {"author": {"@id": "#ada"}}), {"@id": "#ada", "@type": "Person", "name": "Ada Okoro"}]),
    ("the author elsewhere, by a text", [claim(**CLAIM | {"author": "#ada"}), {"@id": "#ada", "name": "Ada Okoro"}]),
    ("the claim in two places", [claim(**{"@id": "#c", "author": "Ada Okoro"}), {"@id": "#c", "@type": "Claim", "appearance": "https://news.example/a"}]),
    ("inside something else", {"@type": "Dataset", "dataFeedElement": [{"@type": "DataFeedItem", "item": [CLAIM]}]}),
    ("null and nothing", claim(**CLAIM | {"datePublished": None, "about": [], "citation": "", "keywords": {}})),
    ("raw line ends in a text", json.dumps(CLAIM).replace("Rides are", "Rides\nare")),
    ("a page", "<!doctype html><title>x</title><script type='application/ld+json'>" + json.dumps(CLAIM) + "</script><p>a < b"),
    ("a page with a wrapped script", '<html><script type="application/ld+json; charset=utf-8">\n//<![CDATA[\n' + json.dumps(CLAIM) + "\n//]]>\n</script>"),
    ("a page with two scripts", ('<script type="application/ld+json">{"@id":"#a","@type":"Person","name":"Ada Okoro"}</script>'
     f'<script type="application/ld+json">{json.dumps(claim(**CLAIM | {"author": {"@id": "#a"}}))}</script>')),
]  # fmt: skip


@pytest.mark.parametrize("data", [pytest.param(data, id=id_) for id_, data in SHAPES])
def test_a_document_has_many_shapes(data: Any) -> None:
    made = draft(data)
    assert (summary(made), made.left) == (["news.example/a: Ada Okoro: Rides are free"], [])


# ---------------------------------------------------------------- what a claim is made of

CLAIMS = [
    ("text", claim(), "Claims whose source is not given: : Rides are free"),
    ("its name", {"@type": "Claim", "name": "Rides are free"}, "Claims whose source is not given: : Rides are free"),
    ("marks of HTML", claim(text="<p>Fish &amp; chips<br>cost <b>more</b></p>"), "Claims whose source is not given: : Fish & chips cost more"),
    ("signs that are no marks", claim(text="a < b and c > d"), "Claims whose source is not given: : a < b and c > d"),
    ("an author with an address alone", claim(author={"@type": "Person", "url": "https://social.example/@ada"}),
     "Claims whose source is not given: social.example/@ada: Rides are free"),
    ("an author that is an address", claim(author="https://social.example/@ada"),
     "Claims whose source is not given: social.example/@ada: Rides are free"),
    ("a name in two parts", claim(author={"givenName": "Ada", "familyName": "Okoro"}),
     "Claims whose source is not given: Ada Okoro: Rides are free"),
    ("somebody unnamed", claim(author={"description": "two engineers"}), "Claims whose source is not given: two engineers: Rides are free"),
    ("an author in a role", claim(author={"@type": "Role", "roleName": "minister", "author": {"name": "Ada Okoro"}}),
     "Claims whose source is not given: Ada Okoro: Rides are free"),
    ("an unknown author", claim(author={"@type": "Person", "name": "Unknown"}), "Claims whose source is not given: : Rides are free"),
    ("an author who is not there", claim(author={"@id": "#nobody"}), "Claims whose source is not given: : Rides are free"),
    ("its own address", claim(url="https://news.example/a#c1"), "news.example/a#c1: : Rides are free"),
    ("part of a page", claim(isPartOf={"@type": "WebPage", "name": "Claims of today"}), "Claims of today: : Rides are free"),
    ("an appearance without address", claim(appearance={"@type": "NewsArticle", "headline": "Free rides"}), "Free rides: : Rides are free"),
    ("first appearance alone", claim(firstAppearance="https://social.example/1", author="Ada"), "social.example/1: Ada: Rides are free"),
    ("first and later appearance", claim(firstAppearance="https://social.example/1", appearance="https://news.example/a", author="Ada"),
     "news.example/a: Ada at social.example/1: Rides are free"),
    ("cited on the way", claim(citation={"@type": "Report", "name": "Minutes"}, appearance="https://news.example/a", author="Ada"),
     "news.example/a: Minutes > Ada: Rides are free"),
    ("whoever publishes is no speaker of its own", claim(appearance={"url": "https://news.example/a", "publisher": "The Gazette"}, author="The Gazette"),
     "news.example/a: : Rides are free"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line"), [pytest.param(data, line, id=id_) for id_, data, line in CLAIMS])
def test_a_claim_is_written_in_many_ways(data: Any, line: str) -> None:
    made = draft(data)
    assert rule_problems(made) == []
    assert (summary(made), made.left) == ([line], [])


def test_what_is_wrongly_typed_or_addressed_does_no_harm() -> None:
    made = draft([
        claim(author={"@type": "Place", "name": "Riverton"}),
        claim(text="B", author={"@type": "Person", "name": "https://["}),
        claim(text="C", author={"name": "Ada", "sameAs": ["https://[", "no address", "https://a.example/"]}),
        claim(text="D", appearance={"url": "https://a b", "headline": "D"}),
        claim(text="E", appearance={"inLanguage": "no language at all", "url": "https://n.example/"}),
    ])  # fmt: skip
    assert (made.left, rule_problems(made)) == ([], [])
    assert made.entities[0] == {"id": "agent:Riverton", "type": "Agent", "name": "Riverton"}
    page = '<html><title>T\ufffe</title><link rel="canonical" href="https://["><script type="application/ld+json">'
    assert summary(draft(page + json.dumps(claim(appearance="/a")) + "</script>")) == ["/a: : Rides are free"]


def test_circles_end() -> None:
    made = draft([
        claim(author={"@id": "#r"}, appearance={"@id": "#a"}, isPartOf={"@id": "#a"}),
        {"@id": "#r", "@type": "Role", "author": {"@id": "#r"}, "roleName": "chair"},
        {"@id": "#a", "@type": "NewsArticle", "name": "A", "isBasedOn": [{"@id": "#b"}, {"@id": "#b"}], "hasPart": {"@id": "#a"}},
        {"@id": "#b", "@type": "NewsArticle", "name": "B", "isBasedOn": [{"@id": "#a"}, {"@id": "#b"}]},
    ])  # fmt: skip
    assert rule_problems(made) == []
    assert summary(made) == ["A: : Rides are free"]
    assert [source.get("derivedFrom") for source in made.sources] == [None, made.sources[0]["id"]]


def test_each_speaker_and_each_place_makes_a_claim() -> None:
    made = draft(
        claim(
            author=["Ada", {"name": "Bo"}],
            appearance=["https://news.example/a", {"url": "https://news.example/b"}, "https://news.example/a"],
        )
    )
    assert (made.read, made.kept) == (1, 1)
    assert summary(made) == [f"news.example/{page}: {who}: Rides are free" for page in "ab" for who in ("Ada", "Bo")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-04-08", "2026-04-08"),
        ("2026-04-08T10:00:00.000Z", "2026-04-08T10:00:00Z"),
        ("2026-04-08T10:00:00+0200", "2026-04-08T10:00:00+02:00"),
        ("2026-04-08 10:00", "2026-04-08T10:00:00"),
        ("April 8, 2026", "2026-04-08"),
        ("8. April 2026", "2026-04-08"),
        ("Wed, 08 Apr 2026 10:00:00 GMT", "2026-04-08T10:00:00Z"),
        ("2026/04/08", "2026-04-08"),
        ("20260408", "2026-04-08"),
        ("13/04/2026", "2026-04-13"),
        ("Q2 2026", {"earliest": "2026-04-01", "latest": "2026-06-30"}),
        (1775642400, "2026-04-08T10:00:00Z"),
        (1775642400000, "2026-04-08T10:00:00Z"),
        ({"@type": "Date", "@value": "2026-04-08"}, "2026-04-08"),
        (["", "2026"], "2026"),
    ],
)
def test_dates_have_many_shapes(written: Any, said: Any) -> None:
    assert claims(draft(claim(datePublished=written)))[0]["said"] == said


def test_a_clear_date_of_the_file_tells_the_order_of_the_others() -> None:
    made = draft([claim(datePublished="4/8/2026"), claim(text="B", datePublished="23/8/2026")])
    assert [one["said"] for one in claims(made)] == ["2026-08-04", "2026-08-23"]
    alone = claim(datePublished="4/8/2026")
    assert left_lines(draft(alone)) == ["1: its datePublished: '4/8/2026' can be 4 August or 8 April (--date-order dmy or mdy)"]
    assert claims(draft(alone, order="mdy"))[0]["said"] == "2026-04-08"


def test_terms_of_ours_come_back_and_words_that_look_like_them_do_not() -> None:
    ours = [{"@id": f"https://w3id.org/claimgraph/ns#{word}"} for word in ("planned", "denied", "opinion")]
    made = draft([claim(keywords=ours, temporalCoverage="2026-01/..", description="See p. 3"), claim(text="B", keywords="planned, denied")])
    one, two = claims(made)
    assert {key: one[key] for key in ("modality", "polarity", "stance", "from", "note")} == {
        "modality": "planned", "polarity": "denied", "stance": "opinion", "from": "2026-01", "note": "See p. 3"}  # fmt: skip
    assert two.keys() == {"id", "label", "says"}


def test_the_corpus_knows_its_people(make_corpus: MakeCorpus) -> None:
    data = json.dumps(claim(author={"@type": "Person", "name": "city council"}, about="The Budget")).encode()
    made = draft_schemaorg(data, "p.json", known_of(make_corpus({})))
    assert claims(made)[0]["attribution"] == [{"agent": "org:Council"}]
    assert claims(made)[0]["says"]["id"] == "topic:Budget"
    assert made.entities == []


# ---------------------------------------------------------------- reviews

REVIEWS = [
    ("a claim with its author", review(), "check.example/rides: Ada Okoro: Rides are free"),
    ("a creative work, as it used to be", review({"@type": "CreativeWork", "author": {"name": "Ada Okoro"}, "datePublished": "2026"}),
     "check.example/rides: Ada Okoro: Rides are free"),
    ("a work with its address", review({"@type": "SocialMediaPosting", "url": "https://social.example/1", "author": "Ada Okoro"}),
     "social.example/1: Ada Okoro: Rides are free"),
    ("a work with a headline", review({"@type": "NewsArticle", "headline": "Free rides", "author": "Ada Okoro"}), "Free rides: Ada Okoro: Rides are free"),
    ("the text in the claim alone", review({"@type": "Claim", "text": "Rides are cheap", "author": "Ada Okoro"}, claimReviewed=""),
     "check.example/rides: Ada Okoro: Rides are cheap"),
    ("a claim that is a text", review("Rides are cheap", claimReviewed=None), "check.example/rides: : Rides are cheap"),
    ("nothing but the text", review({}), "check.example/rides: : Rides are free"),
    ("appearances", review({"author": "Ada Okoro", "appearance": [{"url": "https://news.example/a"}]}), "news.example/a: Ada Okoro: Rides are free"),
    ("a page of its own", review(url=None, isPartOf={"@type": "Report", "name": "Checks of April"}), "Checks of April: Ada Okoro: Rides are free"),
    ("inside its article", {"@type": "NewsArticle", "url": "https://check.example/x", "headline": "Checked", "hasPart": review(url=None, author=None)},
     "Checked: Ada Okoro: Rides are free"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line"), [pytest.param(data, line, id=id_) for id_, data, line in REVIEWS])
def test_a_review_is_written_in_many_ways(data: Any, line: str) -> None:
    made = draft(data)
    assert rule_problems(made) == []
    assert (summary(made), made.left) == ([line], [])
    assert claims(made)[0]["assessment"]["verdict"] == "refuted"


def test_a_claim_that_is_reviewed_is_no_item_of_its_own() -> None:
    one = {"@type": "Claim", "@id": "#c", "text": "Rides are free", "author": "Ada Okoro"}
    for reviewed in ({"@id": "#c"}, "#c", one):
        made = draft([review(reviewed), one])
        assert (made.read, len(claims(made))) == (1, 1)


def test_two_reviews_of_one_claim_are_two_assessments() -> None:
    reviewed = {"author": "Ada Okoro", "appearance": "https://news.example/a"}
    made = draft([review(reviewed), review(reviewed, "Half true", author="Others", url="https://others.example/"), review(reviewed)])
    assert [one["verdict"] for one in claims(made)[0]["assessment"]] == ["refuted", "mixed"]
    assert (made.read, left_lines(made)) == (3, ["1: it says the same as what stands in item 1"])


def test_one_address_for_all_reviews_is_one_source_and_each_keeps_its_date() -> None:
    made = draft([review(url="https://check.example/"), review(claimReviewed="B", url="https://check.example/", datePublished="2026-05")])
    assert [one["assessment"]["said"] for one in claims(made)] == ["2026-04-09", "2026-05"]
    assert [(source["published"], source.get("note")) for source in made.sources] == [("2026-04-09", None)]


def test_a_review_of_several_claims() -> None:
    made = draft(review([{"@type": "Claim", "text": "A b", "author": "Ada"}, {"@type": "Claim", "text": "C d", "author": "Bo"}]))
    assert summary(made) == ["check.example/rides: Ada: A b", "check.example/rides: Bo: C d"]


def test_the_words_are_those_of_the_manual(root: pathlib.Path) -> None:
    manual = (root / "docs" / "import-schemaorg.md").read_text(encoding="utf-8")
    for verdict, words in WORDS.items():
        assert f"| `{verdict}` | {', '.join(words)} |\n" in manual


def rated(rating: Any) -> tuple[Any, Any]:
    one = claims(draft(review(rating=rating)))[0]
    return one.get("assessment", {}).get("verdict"), one.get("assessment", {}).get("rating") or one.get("note")


@pytest.mark.parametrize(("verdict", "words"), [(verdict, word) for verdict, words in WORDS.items() for word in words])
def test_clear_words_are_verdicts_and_are_kept(verdict: str, words: str) -> None:
    for written in (words, words.upper(), words.capitalize() + "!", words.replace(" ", "-")):
        assert read_verdict(written) == verdict
    assert rated(words.title()) == (verdict, words.title())


@pytest.mark.parametrize(
    ("rating", "verdict", "kept"),
    [
        ({"ratingValue": "False"}, "refuted", "False"),
        ({"ratingValue": 5, "bestRating": 5, "worstRating": 1}, "confirmed", "5 (1 to 5)"),
        ({"ratingValue": "1", "bestRating": "5"}, "refuted", "1 (… to 5)"),
        (
            {"ratingValue": 3, "bestRating": 5, "worstRating": 1},
            None,
            'rated "3 (1 to 5)" by The Checker, 2026-04-09, https://check.example/rides',
        ),
        ({"ratingValue": 1}, None, 'rated "1" by The Checker, 2026-04-09, https://check.example/rides'),
        (
            {"ratingValue": 5, "bestRating": 5, "alternateName": "Five geese"},
            None,
            'rated "Five geese" by The Checker, 2026-04-09, https://check.example/rides',
        ),
        ({"alternateName": "True, but old"}, None, 'rated "True, but old" by The Checker, 2026-04-09, https://check.example/rides'),
        ({"ratingValue": "NaN", "bestRating": 1}, None, 'rated "NaN" by The Checker, 2026-04-09, https://check.example/rides'),
        ([{"@type": "Rating"}, {"alternateName": "Falsch"}], "refuted", "Falsch"),
        ({}, None, None),
        (None, None, None),
    ],
)
def test_ratings_are_not_bent(rating: Any, verdict: str | None, kept: str | None) -> None:
    assert rated(rating) == (verdict, kept)


@pytest.mark.parametrize(
    ("rating", "kept"),
    [
        ({"alternateName": "mostly true"}, None),
        ({"alternateName": "mostly true", "ratingValue": "4", "bestRating": "5"}, "4 out of 5"),
        ({"alternateName": "Largely so"}, "Largely so"),
    ],
)
def test_our_own_words_for_a_verdict_are_no_words_of_the_rater(rating: Any, kept: str | None) -> None:
    made = draft(review(rating=rating, keywords={"@id": "https://w3id.org/claimgraph/ns#mostly-true"}))
    found = claims(made)[0]["assessment"]
    assert (found["verdict"], found.get("rating")) == ("mostly-true", kept)


def test_who_rates_is_named_as_far_as_it_can_be() -> None:
    made = draft([
        review(author=[{"@type": "Person", "name": "Cy Dahl"}], publisher={"@type": "Organization", "name": "The Checker"}),
        review(claimReviewed="B", author=None, publisher={"name": "The Checker"}),
        review(claimReviewed="C", author=None),
        review(claimReviewed="D", author=None, url=None),
    ])  # fmt: skip
    assert rule_problems(made) == []
    assert [one.get("assessment", {}).get("agent") for one in claims(made)] == ["person:CyDahl", "org:TheChecker", None, None]
    assert "source" in claims(made)[2]["assessment"]


# ---------------------------------------------------------------- what is left out


def test_what_cannot_be_kept_is_reported_with_its_line() -> None:
    text = """[
{"@type": "Claim", "text": "Fine"},
{"@type": "Claim", "@id": "#empty"},
{"@type": "Claim", "text": "When?", "datePublished": "next spring"},
{"@type": "Claim", "text": "Seen\\u0007 by nobody"},
{"@type": "Claim", "text": "Half \\ud83d"},
{"@type": "ClaimReview", "url": "https://check.example/x"},
{"@type": "Person", "name": "Ada"},
{"@type": "Claim", "text": "Fine"}
]"""
    made = draft(text)
    assert [f"{left.where.line}: {left.what}: {left.why}" for left in made.left] == [
        "3: the Claim '#empty': it says nothing: there is no text in it",
        "4: the Claim 'When?': its datePublished: 'next spring' is no date that can be read without guessing",
        "5: the Claim 'Seen\\x07 by nobody': its 'text' holds the invisible character U+0007",
        "6: the Claim 'Half \\ud83d': its 'text' holds half a character, U+D83D",
        "7: the ClaimReview 'https://check.example/x': it says nothing: there is no text in it",
        "9: the Claim 'Fine': it says the same as what stands in item 1",
    ]
    assert (made.read, made.kept) == (7, 1)
    assert made.remarks == ("what is no claim is read only where a claim leads to it: Person (1)",)


def test_properties_that_are_not_read_are_counted() -> None:
    made = draft([claim(image="x.png", wordCount=3), claim(text="B", image="y.png")])
    assert made.remarks == ("properties that are not read: image (2), wordCount (1)",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"@type": "Claim",\n "text": "a" "b"}', "p.json:2:14: this is not JSON: expecting ',' delimiter"),
        ('{"@type": "Claim",}', "p.json:1:19: this is not JSON: "),
        ("hello", "p.json:1:1: this is not JSON: expecting value"),
        ('{"a": 1} x', "p.json:1:10: this is not JSON: something follows it"),
        ("[" * 5000, "p.json:1:1: this is not JSON: it is nested too deep"),
        ("[" * 500 + "]" * 500, "p.json:1:1: this is not JSON: it is nested more than 100 deep"),
        ("<html><p>no data</p>", "p.json is a page without JSON-LD"),
        (b'{"text": "\xff"}', "p.json:1: the byte 0xFF is no UTF-8"),
    ],
)
def test_what_is_no_json_is_an_error_with_its_place(text: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        draft(text)
    assert caught.value.message.startswith(message)


def test_one_broken_line_or_script_spoils_no_other() -> None:
    made = draft(json.dumps(claim()) + '\n{"@type": "Claim", "text":}\n' + json.dumps(claim(text="B")) + "\n")
    assert (made.read, made.kept, left_lines(made)) == (3, 2, ["2: column 27 is not JSON: expecting value"])
    page = '<html>\n<link rel="canonical" href="https://news.example/p"><title>A page</title>\n<script type="application/ld+json">{]</script>\n'
    made = draft(page + f'<script type="application/ld+json">{json.dumps(claim())}</script>')
    assert summary(made) == ["A page: : Rides are free"]
    assert left_lines(made) == ["3: column 2 is not JSON: expecting property name enclosed in double quotes"]


def test_two_things_of_one_name_are_two() -> None:
    made = draft([review(**{"@id": "#r"}), review(**{"@id": "#r", "claimReviewed": "Rides are dear"})])
    assert [one["label"] for one in claims(made)] == ["Rides are free", "Rides are dear"]


def test_sources_that_are_told_differently_keep_both() -> None:
    one = {"url": "https://news.example/a", "headline": "A"}
    made = draft([claim(appearance=one), claim(text="B", appearance=one | {"headline": "B", "datePublished": "2026"})])
    assert made.left == []
    assert {key: made.sources[0][key] for key in ("headline", "published", "note")} == {
        "headline": "A", "published": "2026", "note": "also given with the headline 'B'"}  # fmt: skip


# ---------------------------------------------------------------- what claimgraph exports


def test_what_is_exported_for_schemaorg_comes_back(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    with (facts / "assessed.yaml").open("w", encoding="utf-8") as file:
        file.write("""\
id: src:check
type: WebPage
headline: Checked
url: https://example.org/check
publisher: org:Tribune
claims:
  - id: claim:checked
    label: Tram line 2 is free for all
    says: {id: proj:Tram2, fare: free}
    attribution: [{agent: person:AdaOkoro}]
    said: 2025-09-01
    assessment: {verdict: misleading, agent: org:Tribune, said: 2025-09-02, source: src:check, rating: Only half the story}
""")
    for format_ in ("claim", "claimreview"):
        out = tmp_path / f"{format_}.json"
        assert run("export", "--facts", facts, "--format", format_, "-o", out).returncode == 0
        made = run("import", out, "-o", tmp_path / format_)
        assert made.returncode == 0, made.stderr
        assert run("check", tmp_path / format_ / "facts").returncode == 0
    before, after = (json.loads(run("list", "--format", "json", "--facts", path).stdout) for path in (facts, tmp_path / "claim" / "facts"))
    assert len(before) == len(after)
    assert {(c["label"], c["modality"], c["polarity"], c["stance"]) for c in before} == {
        (c["label"], c["modality"], c["polarity"], c["stance"]) for c in after
    }
    reviewed = json.loads(run("list", "--format", "json", "--facts", tmp_path / "claimreview" / "facts").stdout)
    assert [(c["label"], c["said"]["earliest"] if isinstance(c["said"], dict) else c["said"]) for c in reviewed] == [
        ("Tram line 2 is free for all", "2025-09-01")
    ]
    assert [(a["verdict"], a["rating"]) for a in reviewed[0]["assessments"]] == [("cg:misleading", "Only half the story")]


def test_importing_twice_changes_nothing(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps([review(), claim(text="B", author="Ada")]), encoding="utf-8")
    assert run("import", "p.json", "-o", "new", cwd=tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in sorted((tmp_path / "new").rglob("*")) if path.is_file()}
    (tmp_path / "p.json").rename(tmp_path / "q.json")
    again = run("import", "q.json", "--facts", "new/facts", cwd=tmp_path)
    assert (again.returncode, "nothing new" in again.stdout + again.stderr) == (0, True)
    assert before == {path: path.read_bytes() for path in sorted((tmp_path / "new").rglob("*")) if path.is_file()}


# ---------------------------------------------------------------- properties

_WORDS = ["@id", "@type", "@graph", "text", "name", "author", "appearance", "firstAppearance", "itemReviewed", "claimReviewed", "reviewRating", "url",
          "datePublished", "publisher", "about", "keywords", "citation", "isPartOf", "temporalCoverage", "alternateName", "ratingValue", "schema:text", "isBasedOn", "hasPart"]  # fmt: skip
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["Claim", "ClaimReview", "NewsArticle", "Person", "Role", "Place", "https://a.example/", "#a", "#b", "2026-04-08", "4/8/2026", "False", "org:X", ""]),
)  # fmt: skip
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_WORDS), inner, max_size=5)),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(_WORDS), _JSON, max_size=5), max_size=4), st.sampled_from(["Claim", "ClaimReview"]))
def test_whatever_stands_in_it_every_item_is_kept_or_reported(nodes: list[dict[str, Any]], kind: str) -> None:
    made = draft(json.dumps([{"text": "A b", **node, "@type": kind, "@id": f"#{n}"} for n, node in enumerate(nodes)]))
    assert made.read >= (len(nodes) if kind == "ClaimReview" else 0)
    assert all(left.why for left in made.left)


@settings(max_examples=100, deadline=None)
@given(st.integers())
def test_no_damage_ends_in_anything_but_a_message(seed: int) -> None:
    rng = random.Random(seed)
    data = json.dumps(
        [review(), claim(author=["Ada", {"name": "Bo"}], appearance={"url": "https://news.example/a"})], indent=rng.choice([None, 1])
    ).encode()
    try:
        made = draft(spoil(rng, data, json.dumps(CLAIM).encode()))
    except InputError:
        return
    assert made.read == made.kept + len(made.left)


def test_a_page_s_own_title_is_that_of_what_is_said_of_its_address() -> None:
    article = {
        "@type": "NewsArticle",
        "@id": "https://desk.example/tram#article",
        "headline": "Does the city pay?",
        "publisher": {"@id": "#org"},
    }
    desk = {"@type": "Organization", "@id": "#org", "name": "The Desk"}
    block = {"@context": "https://schema.org", "@graph": [article, desk, review(url="https://desk.example/tram", author={"@id": "#org"})]}
    page = f"""<title>Page of tram</title><link rel="canonical" href="https://desk.example/tram">
<script type="application/ld+json">{json.dumps(block)}</script>"""
    made = draft(page)
    (source,) = made.sources
    assert (source["type"], source["headline"], source["url"]) == ("NewsArticle", "Does the city pay?", "https://desk.example/tram")
    assert made.remarks == ()  # the article and the organisation were read
    (source,) = draft(page.replace('"NewsArticle"', '"Breadcrumb"')).sources
    assert source["headline"] == "Page of tram"


def test_numbers_beside_words_are_kept_and_nodes_that_were_read_are_not_said_to_be_unread() -> None:
    rating = {"@type": "Rating", "alternateName": "Half true", "ratingValue": "3", "bestRating": "6", "ratingExplanation": "Partly."}
    made = draft({"@type": "NewsArticle", "url": "https://pf.example/9", "headline": "Nine", "hasPart": [review(rating=rating)]})
    (found,) = claims(made)
    assert found["assessment"]["rating"] == "Half true"
    assert found["assessment"]["note"] == "in numbers: 3 out of 6; Partly."
    assert made.remarks == ()
