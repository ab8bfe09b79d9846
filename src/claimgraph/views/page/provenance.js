// The shown claims in; who has them from whom out: cards of pages and speakers, ribbons between them, and the claims at the end.
"use strict";

const WAY_STEP = 60;
const WAY_SOME = 15;
const wayView = { end: "page", limit: WAY_STEP, more: new Map(), picked: null, draw: null };

function renderProvenance() {
  settle();
  const paths = wayPaths(wayTree(shown.claims, wayView.end));
  if (state.chosen) wayView.picked = null;
  const lit = wayLit(paths, wayView.picked);
  const first = paths.findIndex((path) => lit?.paths.has(path));
  const drawn = paths.slice(0, Math.max(wayView.limit, state.chosen?.claim ? first + 1 : 0));
  const cards = wayCards(drawn);
  const depth = Math.max(0, ...drawn.map((path) => path.depth)) + 1;
  const { scrollTop, scrollLeft } = $("view-provenance");
  const grid = paths.length ? wayGrid(drawn, cards, depth, lit) : null;
  refill($("view-provenance"), make("div", { className: "way-page" }, wayHead(paths), grid,
    partMore(paths.length - drawn.length, WAY_STEP, "chain", () => { wayView.limit += WAY_STEP; renderProvenance(); })));
  $("view-provenance").scrollTo(scrollLeft, scrollTop);
  bringChosen($("view-provenance"));
  wayView.draw = grid && (() => {
    grid.querySelector(".way-ribbons")?.remove();
    grid.prepend(wayRibbons(grid, cards, lit));
  });
  wayView.draw?.();
}

// ---------------------------------------------------------------- what stands above

function wayHead(paths) {
  const choose = make("select", { id: "way-end", "data-key": "end", onchange: (event) => {
    Object.assign(wayView, { end: event.target.value, picked: null, limit: WAY_STEP });
    renderProvenance();
  } }, ...Object.entries(WAY_ENDS).map(([key, { text }]) => make("option", { value: key, text, selected: key === wayView.end })));
  return make("div", { className: "way-bar" },
    make("div", {}, make("h2", { text: "Provenance" }), make("p", { className: "way-lead", text: wayLead(paths) })),
    paths.length ? make("div", {}, make("label", { for: "way-end", text: "Begin with " }), choose) : null);
}

/** Say in a sentence what the ways show. */
function wayLead(paths) {
  const claims = shown.claims;
  if (!claims.length) return "No claim passes the filters.";
  const own = claims.filter((claim) => !citedIn(claim).length).length;
  const unnamed = claims.filter((claim) => claim.chain.some((hop) => hop.unnamed)).length;
  const pages = new Set(claims.map((claim) => claim.source)).size;
  const ownText = own === claims.length ? "all of them" : own.toLocaleString("en");
  return [`${count(claims.length, "claim")} of ${count(pages, "page")} came in ${count(paths.length, "way")}${own ? `; ${ownText} the ${pages === 1 ? "page says itself" : "pages say themselves"}` : ""}.`,
    unnamed ? `Behind ${count(unnamed, "claim")} stands somebody who is not named.` : ""].filter(Boolean).join(" ");
}

// ---------------------------------------------------------------- the grid

function wayGrid(paths, cards, depth, lit) {
  const grid = make("div", { className: `way-grid${lit ? " way-some" : ""}` });
  grid.style.setProperty("--way-columns", `repeat(${depth}, minmax(${depth > 3 ? 112 : 130}px, ${depth > 3 ? 175 : 215}px)) minmax(220px, 1fr)`);
  const { first, next } = WAY_ENDS[wayView.end];
  for (let n = 0; n <= depth; n += 1) {
    const head = make("div", { className: "way-column", text: n === depth ? "Claims" : n ? next : first, "aria-hidden": "true" });
    head.style.gridArea = `1 / ${n + 1}`;
    grid.append(head);
  }
  // Where there are few ways, each has room for more of its claims.
  const few = Math.max(3, Math.round(12 / paths.length));
  const begun = new Set();
  paths.forEach((path, row) => {
    for (const node of wayTo(path)) {
      if (begun.has(node)) continue;
      begun.add(node);
      const card = cards.get(node);
      card.element = wayCard(card, lit);
      grid.append(card.element);
    }
    const end = wayClaims(path, lit, few);
    end.style.gridArea = `${row + 2} / ${depth + 1}`;
    end.style.setProperty("--way-depth", path.depth + 1);
    cards.get(path).end = end;
    grid.append(end);
  });
  return grid;
}

/** Draw a page or a speaker; a click shows it in the panel and lights up all that came through it. */
function wayCard({ node, from, to }, lit) {
  const { step, count: number } = node;
  const isLit = lit?.cards.has(node) ?? false;
  const isPicked = wayView.picked === node.key || Boolean(state.chosen?.node && step.ids.includes(state.chosen.node));
  const kind = step.unnamed ? null : step.isPage ? "Source" : entityOf(step.id)?.kind ?? "Source";
  const before = node.parent.step;
  const relation = before ? `, ${wayView.end === "page" ? "cited by" : "who passes on"} ${before.name}` : "";
  const card = make("button", { type: "button", className: `way-card${step.unnamed ? " way-unnamed" : ""}${isLit ? " way-lit" : ""}`, "data-key": `card ${node.key}`,
    "aria-pressed": String(isPicked), "data-chosen": isPicked, onclick: () => wayPick(node, isPicked) },
    make("span", { className: "way-name" }, kind ? kindSign(kind) : null, make("b", { text: step.name }), relation ? make("span", { className: "way-path", text: relation }) : null),
    step.unnamed || step.detail ? make("small", { text: [step.unnamed ? "not named" : "", step.detail].filter(Boolean).join(", ") }) : null,
    make("small", { className: "way-count", text: count(number, "claim") }));
  card.style.gridArea = `${from + 2} / ${node.depth + 1} / ${to + 3}`;
  card.style.setProperty("--way-depth", node.depth);
  if (to - from > 7) card.classList.add("way-tall");
  return card;
}

function wayPick(node, isPicked) {
  const { step } = node;
  wayView.picked = isPicked ? null : node.key;
  if (isPicked && state.chosen) return clearChoice();
  if (!isPicked && step.open && isKnown(step.open)) return chooseNode(step.open, { move: false });
  if (state.chosen) clearChoice();
  renderProvenance();
  return announce(isPicked ? "" : `${step.name}: ${count(node.count, "claim")}`);
}

/** List the claims that came one way; a few of them, more where their way is lit. */
function wayClaims(path, lit, few) {
  const isLit = lit?.paths.has(path) ?? false;
  const isNode = isLit && !state.chosen?.claim;
  const limit = wayView.more.get(path.key) ?? (isNode ? WAY_SOME : few);
  const { claims } = path;
  const some = claims.slice(0, limit);
  const chosen = claims.find((claim) => claim.id === state.chosen?.claim);
  if (chosen && !some.includes(chosen)) some.push(chosen);
  const names = wayTo(path).map(({ step }) => step.name);
  const itself = !citedIn(claims[0]).length ? ", says so itself" : "";
  const left = claims.length - some.length;
  return make("section", { className: `way-claims${isLit ? " way-lit" : ""}` },
    make("h3", {}, make("span", { className: "way-path", text: `${names.join(wayView.end === "page" ? " → " : " ← ")}: ` }), make("span", { text: `${count(claims.length, "claim")}${itself}` })),
    make("ul", {}, ...some.map((claim) => {
      const button = claimReference(claim);
      button.dataset.key = `claim ${claim.id}`;
      button.setAttribute("aria-pressed", String(claim === chosen));
      if (claim === chosen) button.dataset.chosen = "";
      return make("li", {}, button);
    })),
    left > 0 ? make("button", { type: "button", className: "way-more", "data-key": `more ${path.key}`,
      text: `${Math.min(left, 50).toLocaleString("en")} more${left > 50 ? ` of ${left.toLocaleString("en")}` : ""}`, onclick: () => {
      wayView.more.set(path.key, limit + 50);
      renderProvenance();
    } }) : null);
}

registerView("provenance", { element: $("view-provenance"), render: renderProvenance });
new ResizeObserver(() => { if (state.view === "provenance") wayView.draw?.(); }).observe($("view-provenance"));
