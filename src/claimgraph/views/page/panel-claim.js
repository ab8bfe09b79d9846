// One claim in; what there is to know about it out: who says it and how firmly, where it stands, what speaks against it, its RDF.
"use strict";

const RELATIONS = {
  supersedes: "Supersedes", supersededBy: "Superseded by", retracts: "Takes back", retractedBy: "Taken back by",
  supports: "Supports", supportedBy: "Supported by", disputes: "Disputes", disputedBy: "Disputed by",
};
const VERIFIED = { true: ["verified", "✓ verified"], false: ["wrong", "✗ not what is there"], null: ["quiet", "not verified"] };

function claimPanel(claim) {
  return {
    over: [lineSign(claim, 30), make("span", { text: claim.id, title: claim.id })],
    steps: claimSteps(claim),
    body: [
      make("h2", { text: claim.label }),
      make("div", { className: "badges" }, ...badges(claim)),
      quotes(claim),
      assessments(claim),
      heading("Who says so"),
      chain(claim),
      origins(claim),
      sourceLines(claim),
      times(claim),
      contradicted(claim),
      updated(claim),
      promised(claim),
      relations(claim),
      heading(claim.polarity === "denied" ? "What it denies" : "What it states"),
      statements(claim),
      copyBox("RDF", trig(claim)),
      copyBox("As SPARQL", sparql(claim), "A query for claimgraph query that finds this claim, and any other that states the same."),
    ],
  };
}

function claimSteps(claim) {
  const at = shown.claims.indexOf(claim);
  const step = (by, label, sign) => make("button", { type: "button", className: "sign", "aria-label": label, onclick: () => stepClaim(by) }, make("span", { "aria-hidden": "true", text: sign }));
  return make("div", { className: "stepper" }, step(-1, "Previous claim", "‹"),
    make("small", { text: at < 0 ? "not shown" : `${(at + 1).toLocaleString("en")} of ${shown.claims.length.toLocaleString("en")}` }), step(1, "Next claim", "›"));
}

function badges(claim) {
  // How many conflicts there are says that it is disputed.
  const found = against(claim).length;
  const standing = claim.status.filter((word) => !(found && word === "disputed"));
  return [
    badge(claim.modality, claimName({ modality: claim.modality })),
    claim.polarity === "denied" ? badge("denied", "denied") : null,
    claim.stance === "opinion" ? badge("opinion of who says it", "opinion") : null,
    ...standing.map((word) => badge(word.replace("-", " "), word)),
    found ? badge(count(found, "disagreement"), "disputed") : null,
    ...verdictBadges(claim),
  ];
}

/** Where it stands in the source: its words where the page may show them, else their place. */
function quotes(claim) {
  if (!claim.evidence.length) return quiet("No place in the source is given.");
  return claim.evidence.map((span) => {
    const [className, text] = VERIFIED[String(span.verified)] ?? VERIFIED.null;
    const place = make("p", { className: "place" }, make("span", { text: `characters ${span.start}–${span.end}` }), make("span", { text: " · " }), make("span", { className, text }));
    return span.quote ? make("figure", {}, make("blockquote", { text: span.quote }), make("figcaption", {}, place)) : place;
  });
}

/** Draw the way a statement took: from the page that was read, by what it cites, to who is said to have said it. */
function chain(claim) {
  const makers = makersOf(sourceOf(claim.source));
  const cited = citedIn(claim);
  const page = make("li", {}, ...(makers.length ? outletParts(makers) : [reference(claim.source, nameOf(claim.source))]),
    make("small", { text: cited.length ? "the page that was read" : "the page that was read says so itself" }));
  const hops = claim.chain.map((hop) => {
    const cited = hop.source ? sourceOf(hop.source) : null;
    const name = hop.who || cited?.headline || hop.source || "somebody";
    const about = [hop.unnamed && "not named", hop.count && `${hop.count} of them`, hop.role, hop.speech && `${hop.speech} speech`, hop.cue && `“${hop.cue}”`].filter(Boolean).join(" · ");
    return make("li", { className: hop.unnamed ? "unnamed" : "" }, reference(hop.agent ?? (hop.who ? null : hop.source), name),
      hop.source && hop.who ? make("small", {}, reference(hop.source, cited?.headline ?? hop.source)) : null,
      about ? make("small", { text: about }) : null);
  });
  return make("ol", { className: "chain", "aria-label": "Attribution, outermost first" }, page, ...hops);
}

function sourceLines(claim) {
  const source = sourceOf(claim.source);
  if (!source) return [heading("Source"), make("p", { text: claim.source })];
  return [heading("Source"), make("p", {}, source.url ? makeLink(source.url, source.headline) : source.headline),
    make("p", { className: "quiet" }, [source.outlet, source.published].filter(Boolean).join(", "), " · ", reference(claim.source, count(claimsIn(claim.source).length, "claim")))];
}

function times(claim) {
  if (!claim.times.length && !claim.note) return null;
  const list = make("dl");
  for (const [name, text] of claim.times) list.append(make("dt", { text: name }), make("dd", { text }));
  if (claim.note) list.append(make("dt", { text: "note" }), make("dd", { text: claim.note }));
  return list;
}

/** How other claims of the corpus take this one up; what stands among the contradictions is not said twice. */
function relations(claim) {
  const said = new Set(against(claim).flatMap(({ sides }) => sides.flatMap(({ claims }) => claims.map(({ id }) => id))));
  return Object.entries(RELATIONS).flatMap(([name, text]) => {
    const others = (claim.relations?.[name] ?? []).filter((id) => CLAIMS.has(id) && !(name.startsWith("dispute") && said.has(id)));
    return others.length ? [heading(text), make("ul", { className: "claims" }, ...others.map((id) => make("li", {}, claimReference(CLAIMS.get(id)))))] : [];
  });
}

function statements(claim) {
  return make("ul", { className: "says" }, ...claim.says.map(([subject, subjectName, predicate, object, objectName]) =>
    make("li", {}, reference(subject, subjectName), make("span", { className: "quiet", text: ` ${predicate} ` }), reference(object, objectName))));
}

// ---------------------------------------------------------------- for machines

const triples = (claim, indent) => claim.rdf.map((triple) => `${indent}${triple.join(" ")} .`);

/** What the claim says, as TriG would write it: the claim's id names the graph. */
const trig = (claim) => [`${claim.id} {`, ...triples(claim, "  "), "}"].join("\n");

/** A query that finds the claim by what it says. */
function sparql(claim) {
  return ["SELECT ?claim ?label ?modality ?polarity WHERE {", "  GRAPH ?claim {", ...triples(claim, "    "), "  }",
    "  ?claim rdfs:label ?label ; cg:modality ?modality ; cg:polarity ?polarity .", "}"].join("\n");
}
