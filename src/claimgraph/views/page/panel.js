// The panel: what there is to know about one claim, or one entity.
"use strict";

const CLAIMS = new Map(DATA.claims.map((claim) => [claim.id, claim]));
const nameOf = (id) => (Object.hasOwn(DATA.entities, id) ? DATA.entities[id].name : Object.hasOwn(DATA.sources, id) ? DATA.sources[id].headline : id);

/** Make a button that opens a node, if it is in the page, or plain text. */
function reference(id, text, open) {
  if (id && (Object.hasOwn(DATA.entities, id) || isDrawn(id))) return make("button", { type: "button", className: "link", text, onclick: () => open(id) });
  return make("span", { text });
}

function badge(text, tone) {
  return make("span", { className: `badge tone-${Object.hasOwn(LINES, tone) || ["denied", "opinion", "in-force"].includes(tone) ? tone : "asserted"}`, text });
}

function heading(text) {
  return make("h3", { text });
}

// ---------------------------------------------------------------- a claim

function claimPanel(claim, open) {
  const source = DATA.sources[claim.source] ?? { headline: claim.source };
  const says = claim.says.map(([subject, subjectName, predicate, object, objectName]) =>
    make("li", {}, reference(subject, subjectName, open.node), make("span", { className: "quiet", text: ` ${predicate} ` }), reference(object, objectName, open.node)));
  const details = make("dl");
  const add = (term, ...content) => details.append(make("dt", { text: term }), make("dd", {}, ...content));
  for (const [name, text] of claim.times) add(name, text);
  if (claim.note) add("note", claim.note);
  const rdf = [`${claim.id} {`, ...claim.rdf.map((triple) => `  ${triple.join(" ")} .`), "}"].join("\n");
  return [
    make("div", { className: "over" }, lineSign(claim), `claim ${claim.id.replace(/^claim:/, "")}`),
    make("h2", { text: claim.label }),
    make("div", {}, ...badges(claim)),
    heading("Who says so"),
    chain(claim, source, open),
    heading("Source"),
    make("p", {}, source.url ? makeLink(source.url, source.headline) : source.headline),
    make("p", { className: "quiet", text: [source.by, source.published].filter(Boolean).join(", ") }),
    heading("Evidence"),
    ...evidence(claim),
    heading(claim.polarity === "denied" ? "What it denies" : "What it states"),
    make("ul", { className: "says" }, ...says),
    details.childElementCount ? details : null,
    make("details", {}, make("summary", { text: "RDF" }), make("pre", { text: rdf })),
    make("div", { className: "steps" },
      make("button", { type: "button", text: "← Previous", onclick: () => open.step(-1) }),
      make("button", { type: "button", text: "Next →", onclick: () => open.step(1) })),
  ];
}

function badges(claim) {
  const shown = [badge(claim.modality, claim.modality)];
  if (claim.polarity === "denied") shown.push(badge("denied", "denied"));
  if (claim.stance === "opinion") shown.push(badge("opinion of the source", "opinion"));
  return [...shown, ...claim.status.map((word) => badge(word.replace("-", " "), word))];
}

/** Draw the way a statement took: from the page we read, by what it cites, to who is said to have said it. */
function chain(claim, source, open) {
  const hops = claim.chain.map((hop) => {
    const cited = hop.source && DATA.sources[hop.source];
    const about = [hop.unnamed && "unnamed", hop.count && `${hop.count} of them`, hop.role, hop.cue, hop.speech && `${hop.speech} speech`].filter(Boolean).join(", ");
    return make("li", {},
      hop.agent ? reference(hop.agent, hop.who, open.node) : hop.who || cited?.headline || hop.source || "?",
      hop.who && hop.source ? make("small", {}, cited?.url ? makeLink(cited.url, cited.headline) : cited?.headline ?? hop.source) : null,
      about ? make("small", { text: about }) : null);
  });
  const page = make("li", {}, source.publisher ? reference(source.publisher, source.by, open.node) : source.headline,
    make("small", { text: hops.length ? `the page: ${source.headline}` : "says so itself" }));
  return make("ul", { className: "chain", "aria-label": "Attribution, outermost first" }, page, ...hops);
}

function evidence(claim) {
  if (!claim.evidence.length) return [make("p", { className: "quiet", text: "No place in the source is given." })];
  const states = { true: ["verified", "✓ verified"], false: ["wrong", "✗ not what is there"], null: ["quiet", "not verified"] };
  return claim.evidence.flatMap((span) => {
    const [className, text] = states[String(span.verified)] ?? states.null;
    return [
      make("p", {}, `characters ${span.start}–${span.end} · `, make("span", { className, text })),
      span.quote ? make("blockquote", { text: span.quote }) : null,
    ].filter(Boolean);
  });
}

// ---------------------------------------------------------------- an entity, a source, a value

function nodePanel(id, open) {
  const node = NETWORK.nodes.find((each) => each.id === id);
  const entity = Object.hasOwn(DATA.entities, id) ? DATA.entities[id] : null;
  const source = Object.hasOwn(DATA.sources, id) ? DATA.sources[id] : null;
  const kind = entity?.kind ?? node?.kind ?? "other";
  const of = claimsOf(id);
  const by = DATA.claims.filter((claim) => claim.speakers.includes(id));
  return [
    make("div", { className: "over" }, kindSign(kind), entity?.type ?? source?.type ?? (Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind] : kind.toLowerCase())),
    make("h2", { text: entity?.name ?? source?.headline ?? node?.label.replaceAll("\n", " ") ?? id }),
    entity?.description ? make("p", { text: entity.description }) : null,
    entity?.aliases.length ? make("p", { className: "quiet", text: `also ${entity.aliases.join(", ")}` }) : null,
    source?.url ? make("p", {}, makeLink(source.url, source.url)) : null,
    ...(entity?.sameAs ?? []).map((address) => make("p", {}, "same as ", makeLink(address, address))),
    heading(`Claims about it (${of.length})`),
    claimList(of, open, "Nothing is said of it."),
    by.length ? heading(`What it says (${by.length})`) : null,
    by.length ? claimList(by, open) : null,
  ];
}

function claimList(claims, open, none = "") {
  if (!claims.length) return make("p", { className: "quiet", text: none });
  return make("ul", { className: "claims" }, ...claims.map((claim) => make("li", {},
    make("button", { type: "button", onclick: () => open.claim(claim.id) }, lineSign(claim, 30),
      make("span", { text: claim.label })))));
}
