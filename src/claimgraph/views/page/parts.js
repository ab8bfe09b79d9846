// A claim in; the small parts that several views show of it out: its badges, its chain in one line, its evidence, its source.
"use strict";

/** What a claim is called beside its modality, with the name of the colour of each. */
function claimTraits(claim) {
  const traits = [[claim.modality, claimName({ modality: claim.modality })]];
  if (claim.polarity === "denied") traits.push(["denied", "denied"]);
  if (claim.stance === "opinion") traits.push(["opinion of the source", "asserted"]);
  const isPlain = (word) => word === "in-force" || (word === "disputed" && conflictsOf(claim.id).length); // its other side stands beside it
  for (const word of claim.status) if (!isPlain(word)) traits.push([word.replaceAll("-", " "), word === "disputed" ? "disputed" : "possible"]);
  return traits;
}

/** Draw the badges of a claim. */
function partBadges(claim) {
  return make("ul", { className: "part-badges", "aria-label": "How it is said" }, ...claimTraits(claim).map(([text, name]) => {
    const badge = make("li", { text });
    badge.style.setProperty("--tone", `var(--claim-${name})`);
    return badge;
  }));
}

/** The way a statement took: the page first, then whom it cites. Each step has a name, and whether the page leaves that name out. */
function stepsOf(claim) {
  const source = sourceOf(claim.source) ?? { headline: claim.source };
  const page = { id: source.publisher ?? claim.source, name: source.by ?? source.headline, unnamed: false, detail: source.by ? source.headline : "" };
  return [page, ...claim.chain.map((hop) => {
    const cited = hop.source ? sourceOf(hop.source)?.headline ?? hop.source : "";
    const about = [hop.role, hop.count > 1 ? `${hop.count} of them` : "", hop.who && cited].filter(Boolean).join(", ");
    return { id: hop.agent ?? hop.source ?? null, name: hop.who || cited || "somebody", unnamed: hop.unnamed, detail: about, cue: hop.cue ?? "" };
  })];
}

/** Write the way a statement took in one line. */
const wayText = (claim) => stepsOf(claim).map((step) => step.name).join(" → ");

/** Draw the way a statement took as a row of names. */
function partChain(claim) {
  return make("ol", { className: "part-chain", "aria-label": "Who says so, outermost first" }, ...stepsOf(claim).map((step) =>
    make("li", { className: step.unnamed ? "part-unnamed" : "", title: step.detail || false }, reference(step.id, step.name))));
}

/** Draw where a claim stands in its source: the words themselves where the page has them, else their places. */
function partEvidence(claim) {
  const { evidence } = claim;
  if (!evidence.length) return make("p", { className: "part-quiet", text: "No place in the source is given." });
  const quote = evidence.find((span) => span.quote)?.quote;
  const places = evidence.map((span) => `${span.start}–${span.end}`).join(", ");
  const verified = evidence.every((span) => span.verified === true) ? " · verified" : evidence.some((span) => span.verified === false) ? " · not what is there" : "";
  return make("div", { className: "part-evidence" },
    quote ? make("blockquote", { text: quote }) : null,
    make("p", { className: "part-quiet", text: `characters ${places}${verified}` }));
}

/** Draw the source of a claim with its date. */
function partSource(claim) {
  const source = sourceOf(claim.source) ?? { headline: claim.source };
  const times = claim.times.map(([name, text]) => `${name} ${text}`);
  const published = source.published ? `published ${source.published}` : "no date of publication";
  return make("p", { className: "part-source" }, source.url ? makeLink(source.url, source.headline) : make("span", { text: source.headline }),
    make("span", { className: "part-quiet", text: [published, ...times].join(" · ") }));
}

/** Draw a button that shows a claim in the panel; `key` lets it keep the focus when its view is drawn anew. */
function partOpen(claim, text, className = "part-open") {
  const isChosen = state.chosen?.claim === claim.id;
  return make("button", { type: "button", className, text, "data-key": `open ${claim.id}`, "data-chosen": isChosen, "aria-pressed": String(isChosen), "aria-label": text === claim.label ? false : `${text}: ${claim.label}`,
    onclick: () => chooseClaim(claim.id, { move: false }) });
}

/** Draw a button that shows more of what was left out; nothing where nothing was. */
function partMore(left, step, what, onclick) {
  if (left <= 0) return null;
  return make("button", { type: "button", className: "part-more", "data-key": `more ${what}`, text: `Show ${Math.min(step, left).toLocaleString("en")} more (${count(left, what)} not shown)`, onclick });
}

/** Fill an element anew; what had the focus in it has it again, and it stays scrolled where it was. */
function refill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children.filter(Boolean));
  if (key !== undefined) [...element.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key)?.focus({ preventScroll: true });
}

/** What was chosen when each view was last drawn. */
const sights = new Map();

/** Scroll a view to what has been chosen since it was last drawn, if that is out of sight. */
function bringChosen(element) {
  const { claim, node } = state.chosen ?? {};
  const chosen = claim ?? node ?? "";
  if (chosen && chosen !== sights.get(element)) element.querySelector("[aria-pressed=true][data-chosen]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  sights.set(element, chosen);
}
