// The page: the network, the filters, the search, the table, and the keys.
"use strict";

const $ = (id) => document.getElementById(id);
const nodes = new Map(NETWORK.nodes.map((node) => [node.id, node]));
const edgesOf = new Map();
for (const edge of NETWORK.edges) edgesOf.set(edge.claim, [...(edgesOf.get(edge.claim) ?? []), edge]);
const claimsAt = new Map();
for (const claim of DATA.claims) {
  const touched = new Set((edgesOf.get(claim.id) ?? []).flatMap((edge) => [edge.from, edge.to]));
  for (const [subject, , , object] of claim.says) [subject, object].forEach((id) => id && touched.add(id));
  for (const id of touched) claimsAt.set(id, [...(claimsAt.get(id) ?? []), claim]);
}
const claimsOf = (id) => claimsAt.get(id) ?? [];
const isDrawn = (id) => nodes.has(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const small = matchMedia("(max-width: 720px)");

// ---------------------------------------------------------------- filters

/** What the ontology calls a kind of entity, where it has a word for it. */
const kindWords = new Map(Object.values(DATA.entities).filter((entity) => !entity.type.includes(",")).map((entity) => [entity.kind, entity.type]));

/** Every way to filter: which values there are, and how the legend shows them. */
const FILTERS = [
  { name: "What", of: "node", value: (node) => node.kind, sign: kindSign, text: (kind) => kindWords.get(kind) ?? (Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind] : null) ?? kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase(),
    order: [...Object.keys(OUTLINES), ...VALUES] },
  { name: "How firmly", of: "claim", value: (claim) => claim.modality, sign: (modality) => lineSign({ modality }), order: Object.keys(LINES) },
  { name: "Said to be so", of: "claim", value: (claim) => claim.polarity, sign: (polarity) => lineSign({ polarity }), order: ["affirmed", "denied"] },
  { name: "Put as", of: "claim", value: (claim) => claim.stance, sign: (stance) => lineSign({ stance }), order: ["fact", "opinion"] },
  { name: "Standing", of: "claim", value: (claim) => claim.status.find((word) => word !== "in-force") ?? (claim.status.length ? "in force" : "not in force"), order: ["in force"] },
  { name: "Said by", of: "claim", values: (claim) => (claim.speakers.length ? claim.speakers.slice(-1) : [""]), text: (id) => (id ? nameOf(id) : "not named"), order: [] },
  { name: "Source", of: "claim", value: (claim) => claim.source, text: nameOf, order: [] },
];
const hiddenValues = new Map(FILTERS.map((filter) => [filter.name, new Set()]));

const valuesOf = (filter, item) => (filter.values ? filter.values(item) : [filter.value(item)]);

function passes(item, of) {
  return FILTERS.every((filter) => filter.of !== of || valuesOf(filter, item).some((value) => !hiddenValues.get(filter.name).has(value)));
}

function makeFilters() {
  const sections = FILTERS.map((filter) => {
    const counts = new Map();
    for (const item of filter.of === "node" ? NETWORK.nodes : DATA.claims) for (const value of valuesOf(filter, item)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const place = (value) => (filter.order.includes(value) ? filter.order.indexOf(value) : 99);
    const values = [...counts.keys()].sort((a, b) => place(a) - place(b) || counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    if (values.length < 2 && filter.of !== "node" && !filter.sign) return null;
    return make("section", {}, make("h2", { text: filter.name }), ...values.map((value) => {
      const box = make("input", { type: "checkbox", "data-filter": filter.name, "data-value": value });
      box.checked = true;
      box.addEventListener("change", () => {
        hiddenValues.get(filter.name)[box.checked ? "delete" : "add"](value);
        refresh();
      });
      return make("label", {}, box, filter.sign ? filter.sign(value) : null, make("span", { text: filter.text ? filter.text(value) : value }), make("b", { text: counts.get(value) }));
    }));
  });
  $("filters").replaceChildren(...sections.filter(Boolean), make("button", { type: "button", className: "all", text: "Show all", onclick: clearFilters }));
}

function clearFilters() {
  for (const values of hiddenValues.values()) values.clear();
  for (const box of $("filters").querySelectorAll("input")) box.checked = true;
  refresh();
}

// ---------------------------------------------------------------- the network

let network = null;
let nodeSet = null;
let edgeSet = null;
let scores = null;
let shownClaims = DATA.claims;
let chosen = null; // {claim: id} or {node: id}

function drawNetwork() {
  nodeSet = new vis.DataSet(NETWORK.nodes.map((node) => ({ ...node, ctxRenderer: nodeRenderer(node) })));
  edgeSet = new vis.DataSet(NETWORK.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, ...edgeLook(edge, CLAIMS.get(edge.claim), {}) })));
  network = new vis.Network($("graph"), { nodes: nodeSet, edges: edgeSet }, {
    ...JSON.parse(NETWORK.options),
    nodes: { labelHighlightBold: false, chosen: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, labelHighlightBold: false, arrowStrikethrough: false, scaling: { label: { enabled: false, drawThreshold: 7 } } },
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) openNode(node, { move: false });
    else if (edge !== undefined) openClaim(NETWORK.edges.find((each) => each.id === edge).claim, { move: false });
    else clear();
  });
  network.on("hoverNode", () => { $("graph").style.cursor = "pointer"; });
  network.on("blurNode", () => { $("graph").style.cursor = ""; });
  network.on("hoverEdge", ({ edge }) => { $("graph").style.cursor = "pointer"; say(edge, true); });
  network.on("blurEdge", ({ edge }) => { $("graph").style.cursor = ""; say(edge, false); });
  network.on("afterDrawing", (ctx) => {
    scores ??= placeScores(ctx, (id, share) => network.body.edges[id].edgeType.getPoint(share));
    const light = lit();
    drawScores(ctx, scores, (edge) => (edgeSet.get(edge.id).hidden ? 0 : light && !light.edges.has(edge.id) ? 0.12 : 1));
  });
  network.on("zoom", wordsByZoom);
  network.on("animationFinished", wordsByZoom);
}

/** Let an edge under the pointer say its predicate. */
function say(id, on) {
  const edge = NETWORK.edges.find((each) => each.id === id);
  if (edge && !chosen && edgeSet.get(id)) edgeSet.update({ id, ...edgeLook(edge, CLAIMS.get(edge.claim), { strong: on, words: on }) });
}

function wordsByZoom() {
  const now = network.getScale() > 0.95;
  if (now !== showWords) {
    showWords = now;
    paint();
  }
}

/** Which nodes and edges the chosen thing lights up; null where nothing is chosen. */
function lit() {
  if (!chosen) return null;
  const near = chosen.claim
    ? edgesOf.get(chosen.claim) ?? []
    : NETWORK.edges.filter((edge) => edge.from === chosen.node || edge.to === chosen.node || CLAIMS.get(edge.claim).speakers.includes(chosen.node));
  return { edges: new Set(near.map((edge) => edge.id)), nodes: new Set([...near.flatMap((edge) => [edge.from, edge.to]), ...(chosen.node ? [chosen.node] : [])]) };
}

/** Paint everything as the theme, the filters and the chosen thing want it. */
function paint() {
  const light = lit();
  const visible = new Set(shownClaims.map((claim) => claim.id));
  const kept = (node) => passes(node, "node");
  const used = new Set();
  const changed = NETWORK.edges.map((edge) => {
    const hidden = !visible.has(edge.claim) || !kept(nodes.get(edge.from)) || !kept(nodes.get(edge.to));
    if (!hidden) [edge.from, edge.to].forEach((id) => used.add(id));
    const on = light?.edges.has(edge.id);
    return { id: edge.id, hidden, ...edgeLook(edge, CLAIMS.get(edge.claim), { dim: light && !on, strong: on && light.edges.size <= 40, words: on && light.edges.size <= 14 }) };
  });
  const filtered = shownClaims.length < DATA.claims.length;
  nodeSet.update(NETWORK.nodes.map((node) => {
    node.dim = Boolean(light && !light.nodes.has(node.id));
    node.strong = Boolean(chosen && chosen.node === node.id);
    return { id: node.id, hidden: !kept(node) || (filtered && !used.has(node.id)) };
  }));
  edgeSet.update(changed);
  network.redraw();
}

/** Show all of the graph, or on a small screen the busiest part at a size that can be read. */
function fit() {
  network.fit({ animation: false });
  const least = small.matches ? 0.62 : 0.3;
  if (network.getScale() < least && NETWORK.nodes.length) {
    const busiest = NETWORK.nodes.reduce((a, b) => (b.size > a.size ? b : a));
    network.moveTo({ position: { x: busiest.x, y: busiest.y }, scale: least, animation: false });
  } else network.moveTo({ scale: network.getScale() * 1.02, animation: false });
  wordsByZoom();
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(5, Math.max(0.05, network.getScale() * factor)), animation: calm.matches ? false : { duration: 150 } });
  if (calm.matches) wordsByZoom();
}

function pan(dx, dy) {
  const { x, y } = network.getViewPosition();
  const step = 90 / network.getScale();
  network.moveTo({ position: { x: x + dx * step, y: y + dy * step }, animation: false });
}

/** Bring nodes into view, clear of the panel. */
function moveTo(ids) {
  const places = ids.filter(isDrawn).map((id) => nodes.get(id));
  if (!places.length || $("stage").hidden) return;
  const middle = (key) => (Math.min(...places.map((p) => p[key])) + Math.max(...places.map((p) => p[key]))) / 2;
  const scale = Math.max(network.getScale(), small.matches ? 0.6 : 0.8);
  const offset = small.matches ? { x: 0, y: -$("stage").clientHeight * 0.27 } : { x: -180, y: 0 };
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale, offset, animation: calm.matches ? false : { duration: 300 } });
  if (calm.matches) wordsByZoom();
}

// ---------------------------------------------------------------- choosing

const open = { claim: (id) => openClaim(id), node: (id) => openNode(id), step };

function openClaim(id, { move = true } = {}) {
  const claim = CLAIMS.get(id);
  if (!claim) return;
  chosen = { claim: id };
  showPanel(claimPanel(claim, open), id);
  if (move) moveTo((edgesOf.get(id) ?? []).flatMap((edge) => [edge.from, edge.to]));
}

function openNode(id, { move = true } = {}) {
  chosen = { node: id };
  showPanel(nodePanel(id, open), id);
  // Who only speaks is shown together with what is said.
  const near = claimsOf(id).length ? [id] : [...lit().nodes];
  if (move && near.length <= 12) moveTo(near);
}

function showPanel(content, id) {
  const close = make("button", { type: "button", className: "close", "aria-label": "Close", text: "×", onclick: clear });
  $("panel").replaceChildren(close, ...content.filter(Boolean));
  $("panel").hidden = false;
  $("panel").scrollTop = 0;
  setHash(id);
  paint();
}

function clear() {
  chosen = null;
  $("panel").hidden = true;
  network.unselectAll();
  setHash("");
  paint();
}

/** Go to the next or the previous of the claims that are shown. */
function step(by) {
  if (!shownClaims.length) return;
  const now = shownClaims.findIndex((claim) => claim.id === chosen?.claim);
  openClaim(shownClaims[now < 0 ? (by > 0 ? 0 : shownClaims.length - 1) : (now + by + shownClaims.length) % shownClaims.length].id);
}

function setHash(id) {
  try {
    history.replaceState(null, "", id ? `#${encodeURIComponent(id)}` : location.pathname);
  } catch {
    // Some browsers forbid it on file:// pages; the page works without.
  }
}

function openHash() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  if (CLAIMS.has(id)) openClaim(id);
  else if (Object.hasOwn(DATA.entities, id) || isDrawn(id)) openNode(id);
}

// ---------------------------------------------------------------- search

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const HAYSTACK = [
  ...Object.entries(DATA.entities).map(([id, entity]) => ({ node: id, kind: entity.kind, text: entity.name, names: [entity.name, ...entity.aliases].map(plain), words: plain([entity.name, ...entity.aliases, id].join(" ")) })),
  ...DATA.claims.map((claim) => ({
    claim: claim.id,
    text: claim.label,
    words: plain([claim.label, claim.id, claim.note ?? "", claim.modality, ...claim.says.flatMap((says) => [says[1], says[2], says[4]]),
      ...claim.chain.flatMap((hop) => [hop.who, hop.role ?? ""]), ...claim.evidence.map((span) => span.quote ?? "")].join(" ")),
  })),
];
let marked = -1;

function search() {
  const words = plain($("search").value).split(/\s+/).filter(Boolean);
  const all = words.length ? HAYSTACK.filter((item) => words.every((word) => item.words.includes(word))) : [];
  const whole = words.join(" ");
  const rank = (item) => {
    if (item.claim) return 4;
    if (item.names.includes(whole)) return 0;
    return item.names[0].startsWith(whole) ? 1 : item.names.some((name) => name.includes(whole)) ? 2 : 3;
  };
  const hits = all.map((item) => [rank(item), item]).sort(([a], [b]) => a - b).map(([, item]) => item).slice(0, 30);
  marked = hits.length ? 0 : -1;
  $("found").replaceChildren(...hits.map((item, n) => make("li", { role: "option", id: `found-${n}`, "aria-selected": String(n === 0), onmousedown: (event) => event.preventDefault(),
    onclick: () => take(item) }, item.claim ? lineSign(CLAIMS.get(item.claim), 30) : kindSign(item.kind), make("span", { text: item.text }))),
  ...(words.length && !hits.length ? [make("li", { className: "nothing", text: "Nothing found." })] : []),
  ...(all.length > hits.length ? [make("li", { className: "nothing", text: `${all.length - hits.length} more` })] : []));
  $("found").hidden = !words.length;
  $("search").setAttribute("aria-expanded", String(Boolean(words.length)));
  mark(marked);
}

function mark(n) {
  const options = [...$("found").querySelectorAll("[role=option]")];
  if (!options.length) return $("search").removeAttribute("aria-activedescendant");
  marked = (n + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === marked)));
  options[marked].scrollIntoView({ block: "nearest" });
  return $("search").setAttribute("aria-activedescendant", options[marked].id);
}

function take(item) {
  closeSearch();
  if (!$("table").hidden) showView("graph");
  if (item.claim) openClaim(item.claim);
  else openNode(item.node);
}

function closeSearch() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").blur();
}

// ---------------------------------------------------------------- table, counts, views

function fillTable() {
  const columns = ["Claim", "How firmly", "Who says so", "Source", "When", "Evidence"];
  const rows = shownClaims.map((claim) => {
    const source = DATA.sources[claim.source] ?? { headline: claim.source };
    const firmly = [claim.modality, claim.polarity === "denied" && "denied", claim.stance === "opinion" && "opinion", ...claim.status.filter((word) => word !== "in-force")];
    const who = [source.by ?? source.headline, ...claim.chain.map((hop) => hop.who || nameOf(hop.source))].join(" → ");
    const spans = claim.evidence.map((span) => `${span.start}–${span.end}${span.verified === true ? " ✓" : span.verified === false ? " ✗" : ""}`).join(", ");
    const when = claim.times.map(([name, text]) => `${name} ${text}`).join("; ");
    const cells = [firmly.filter(Boolean).join(", "), who, source.headline, when, spans];
    return make("tr", {},
      make("th", { scope: "row" }, make("button", { type: "button", className: "link", text: claim.label,
        onclick: () => { showView("graph"); openClaim(claim.id); } })),
      ...cells.map((text, n) => make("td", { text, "data-label": columns[n + 1] })));
  });
  $("table").replaceChildren(make("table", {},
    make("caption", { text: countText() }),
    make("thead", {}, make("tr", {}, ...columns.map((text) => make("th", { scope: "col", text })))),
    make("tbody", {}, ...rows)));
}

function countText() {
  const number = (n) => n.toLocaleString("en");
  const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
  const part = DATA.shown < DATA.nodes ? ` · ${number(DATA.shown)} of ${number(DATA.nodes)} nodes drawn, the busiest; the table has every claim` : "";
  return `${number(shownClaims.length)} of ${count(DATA.claims.length, "claim", "claims")} · ${count(Object.keys(DATA.entities).length, "entity", "entities")} · ${
    count(Object.keys(DATA.sources).length, "source", "sources")}${part}`;
}

function refresh() {
  shownClaims = DATA.claims.filter((claim) => passes(claim, "claim"));
  $("counts").textContent = countText();
  fillTable();
  paint();
}

function showView(view) {
  $("stage").hidden = view !== "graph";
  $("table").hidden = view !== "table";
  $("show-graph").setAttribute("aria-pressed", String(view === "graph"));
  $("show-table").setAttribute("aria-pressed", String(view === "table"));
  if (view === "table") $("table").focus();
  else network.redraw();
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $("theme").setAttribute("aria-pressed", String(dark));
  readColours();
  if (network) paint();
}

// ---------------------------------------------------------------- keys

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input[type=search]");
  if (event.key === "Escape") {
    if (!$("found").hidden || $("search").value || typing) {
      $("search").value = "";
      closeSearch();
    } else if ($("filters").classList.contains("open")) toggleFilters();
    else clear();
    return;
  }
  if (typing) return;
  const [dx, dy] = MOVES[event.key] ?? [0, 0];
  const act = { "/": () => $("search").focus(), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit, n: () => step(1), p: () => step(-1) }[event.key.toLowerCase()]
    ?? ((dx || dy) && event.target === $("graph") ? () => pan(dx, dy) : null);
  if (!act) return;
  event.preventDefault();
  act();
}

function onSearchKey(event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) {
    event.preventDefault();
    mark(marked + move);
  } else if (event.key === "Enter" && marked >= 0) $("found").querySelectorAll("[role=option]")[marked].click();
}

function toggleFilters() {
  const isOpen = $("filters").classList.toggle("open");
  $("show-filters").setAttribute("aria-expanded", String(isOpen));
}

// ---------------------------------------------------------------- start

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
setTheme(prefersDark.matches);
prefersDark.addEventListener("change", () => setTheme(prefersDark.matches));
makeFilters();
drawNetwork();
refresh();
fit();
$("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
$("fit").addEventListener("click", fit);
$("zoom-in").addEventListener("click", () => zoom(1.25));
$("zoom-out").addEventListener("click", () => zoom(0.8));
$("show-graph").addEventListener("click", () => showView("graph"));
$("show-table").addEventListener("click", () => showView("table"));
$("show-filters").addEventListener("click", toggleFilters);
$("search").addEventListener("input", search);
$("search").addEventListener("keydown", onSearchKey);
$("search").addEventListener("blur", () => { $("found").hidden = true; });
$("search").addEventListener("focus", () => { if ($("search").value) search(); });
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); showView("table"); });
document.addEventListener("keydown", onKey);
addEventListener("hashchange", openHash);
openHash();
document.documentElement.dataset.ready = "yes";
