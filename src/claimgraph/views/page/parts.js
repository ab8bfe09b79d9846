// A claim in; the small parts that several views show of it out: its chain in one line, and buttons that open it or show more.
"use strict";

/** Those who answer for a source, each with a name: its authors, then its publisher. */
const makersOf = (source) => [...(source?.authors ?? []), ...(source?.publisher ? [[source.publisher, source.by]] : [])];

/** Whom a page has a claim from; a page that names itself first is not said twice. */
function citedIn({ chain, source: page }) {
  const [first] = chain;
  const isItself = first?.agent && [null, page].includes(first.source) && makersOf(sourceOf(page)).some(([id]) => id === first.agent);
  return isItself ? chain.slice(1) : chain;
}

/** The way a statement took: the page first, then whom it cites. Each step has a name, and whether the page leaves that name out. */
function stepsOf(claim) {
  const source = sourceOf(claim.source) ?? { headline: claim.source };
  const page = { id: makersOf(source).at(-1)?.[0] ?? claim.source, name: source.outlet ?? source.headline, unnamed: false, detail: source.outlet ? source.headline : "", makers: makersOf(source) };
  return [page, ...citedIn(claim).map((hop) => {
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
    make("li", { className: step.unnamed ? "part-unnamed" : "", title: step.detail || false }, ...(step.makers?.length > 1 ? outletParts(step.makers) : [reference(step.id, step.name)]))));
}

/** Draw who answers for a source, each to be opened: "Reuters via CNA". */
function outletParts(makers) {
  const between = (at) => (at === makers.length - 1 ? "\u00a0via\u00a0" : ",\u00a0");
  return [make("span", { className: "part-outlet" }, ...makers.flatMap(([id, name], at) => [...(at ? [between(at)] : []), reference(id, name)]))];
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
