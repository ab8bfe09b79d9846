// Claims and nodes in; the legend out, which is also the filter: every value with its sign, its count and a box.
"use strict";

/** A list longer than this is cut, and gets a search of its own; one that explains signs may be longer. */
const LONG_LIST = 12;
const LONG_LEGEND = 24;
/** No list shows more than this. */
const MOST_VALUES = 300;

/** From what is so to what might be. */
const FIRMNESS = ["asserted", "conceded", "ongoing", "planned", "projected", "estimated", "hoped", "envisioned", "alleged", "possible"];
const KIND_WORDS = { Word: "fixed word", Text: "text", Amount: "amount", Date: "date" };
/** What the ontology calls a kind of entity, where it has a word for it. */
const kindNames = new Map(Object.values(DATA.entities).filter((entity) => !entity.type.includes(",")).map((entity) => [entity.kind, entity.type]));

function kindText(kind) {
  if (kindNames.has(kind)) return kindNames.get(kind);
  return Object.hasOwn(KIND_WORDS, kind) ? KIND_WORDS[kind] : kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** How a claim stands: what took it back, what speaks against it, or whether it is in force. */
function standingOf(claim) {
  if (claim.status.includes("retracted")) return "retracted";
  if (claim.status.includes("superseded")) return "superseded";
  if (clashesOf(claim.id).length || claim.status.includes("disputed") || claim.relations?.disputedBy?.length) return "in conflict";
  return claim.status.includes("in-force") ? "in force" : "plan, view or denial";
}

/** Everybody who is said to have said it, each of a chain, or who publishes the source; "" for somebody without a name. */
function saidBy(claim) {
  const hops = claim.chain.map((hop) => hop.agent ?? hop.source ?? "");
  const all = new Set([...claim.speakers, ...hops]);
  return all.size ? [...all] : [""];
}

/** Only a conflict changes the line of a claim; the other standings keep its place free. */
const standingSign = (standing) => (standing === "in conflict" ? lineSign({ modality: "disputed" }) : makeSvg(40, 12));

/** Every way to filter: the values of a thing, how the legend names and draws them, and those that come first. */
const FILTERS = [
  { name: "What", nodes: true, values: (node) => [node.kind], text: kindText, sign: kindSign, last: ["Word", ...Object.keys(LOOK.values)] },
  { name: "How firmly", values: (claim) => [claim.modality], sign: (modality) => lineSign({ modality }), order: FIRMNESS },
  { name: "Affirmed or denied", values: (claim) => [claim.polarity], sign: (polarity) => lineSign({ polarity }), order: ["affirmed", "denied"] },
  { name: "Fact or opinion", values: (claim) => [claim.stance], sign: (stance) => lineSign({ stance }), order: ["fact", "opinion"] },
  { name: "Standing", values: (claim) => [standingOf(claim)], sign: standingSign, order: ["in force", "in conflict", "superseded", "retracted", "plan, view or denial"] },
  { name: "Assessed", values: (claim) => (IS_ASSESSED ? verdictsOf(claim).concat(claim.assessments?.length ? [] : [""]) : []), text: verdictText, sign: verdictSign,
    order: VERDICTS, last: [""] },
  { name: "Said by", values: saidBy, text: (id) => (id ? nameOf(id) : "not named") },
  { name: "Source", values: (claim) => [claim.source], text: nameOf },
  { name: "Predicate", values: (claim) => [...new Set(claim.says.map((says) => says[2]))] },
];
const noneHidden = () => new Map(FILTERS.map((filter) => [filter.name, new Set()]));
state.hidden = noneHidden();

/** Make the test of one sort of thing: it passes where one of its values is switched on. */
function makeFilterTest(nodes) {
  const active = FILTERS.filter((filter) => Boolean(filter.nodes) === nodes && state.hidden.get(filter.name).size);
  if (!active.length) return null;
  return (thing) => active.every((filter) => {
    const hidden = state.hidden.get(filter.name);
    const values = filter.values(thing);
    return !values.length || values.some((value) => !hidden.has(value));
  });
}
claimTests.push(() => makeFilterTest(false));
nodeTests.push(() => makeFilterTest(true));
edgeTests.push(() => {
  const keeps = makeFilterTest(true);
  if (!keeps) return null;
  // Of a single kind one wants to see what is said of it, and so what it is tied to.
  const kinds = FILTERS.find((filter) => filter.nodes);
  const isSingle = kinds.totals.size - state.hidden.get(kinds.name).size === 1;
  return ({ from, to }) => (isSingle ? keeps(NODES.get(from)) || keeps(NODES.get(to)) : keeps(NODES.get(from)) && keeps(NODES.get(to)));
});

/** The names of the filters that leave something out. */
const activeFilters = () => FILTERS.filter((filter) => state.hidden.get(filter.name).size).map((filter) => filter.name);

function countValues(filter, things) {
  const counts = new Map();
  for (const thing of things) for (const value of filter.values(thing)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// ---------------------------------------------------------------- changing them

function hideValue(filter, value, isHidden) {
  const hidden = new Map(state.hidden);
  const values = new Set(hidden.get(filter.name));
  values[isHidden ? "add" : "delete"](value);
  change({ hidden: hidden.set(filter.name, values) });
}

/** Show nothing but one value of a filter; once more, and all are back. */
function onlyValue(filter, value) {
  const others = [...filter.totals.keys()].filter((each) => each !== value);
  const now = state.hidden.get(filter.name);
  const isOnly = now.size === others.length && !now.has(value);
  change({ hidden: new Map(state.hidden).set(filter.name, new Set(isOnly ? [] : others)) });
  announce(isOnly ? `${filter.name}: all` : `${filter.name}: only ${valueText(filter, value)}`);
}

/** Take back everything that leaves claims out. */
function showEverything() {
  change({ hidden: noneHidden(), from: "", to: "", undated: true, focus: null });
  announce("All claims are shown.");
}

// ---------------------------------------------------------------- drawing them

const valueText = (filter, value) => (filter.text ? filter.text(value) : value);

/** Make the legend; a filter with nothing to choose from is left out, unless it explains a sign. */
function makeFilters() {
  const sections = FILTERS.map((filter) => {
    filter.totals = countValues(filter, filter.nodes ? NETWORK.nodes : DATA.claims);
    const { order = [], last = [] } = filter;
    const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length + 1 + last.indexOf(value));
    const { totals } = filter;
    const byName = (a, b) => (valueText(filter, a) < valueText(filter, b) ? -1 : 1);
    filter.sorted = [...totals.keys()].sort((a, b) => place(a) - place(b) || totals.get(b) - totals.get(a) || byName(a, b));
    return filter.sorted.length > 1 || (filter.sign && filter.sorted.length) ? makeFilter(filter) : null;
  });
  $("filters").replaceChildren(
    make("div", { className: "head" }, make("h2", { text: "Legend" }), make("button", { type: "button", id: "show-everything", text: "Show all", onclick: showEverything })),
    ...sections.filter(Boolean),
    make("button", { type: "button", className: "close", "aria-label": "Close the filters", text: "×", onclick: () => toggleFilters(false) }));
}

function makeFilter(filter) {
  filter.list = make("ul");
  filter.more = null;
  if (filter.sorted.length > shortest(filter)) {
    filter.search = make("input", { type: "search", className: "find-value", placeholder: `Find in ${filter.sorted.length}`,
      "aria-label": `Find in ${filter.name}`, oninput: () => fillFilter(filter) });
    filter.more = make("button", { type: "button", className: "more", onclick: () => {
      filter.isWhole = !filter.isWhole;
      fillFilter(filter);
    } });
  }
  fillFilter(filter);
  return make("details", { open: true, "data-filter": filter.name }, make("summary", {}, make("h3", { text: filter.name })),
    ...[filter.search, filter.list, filter.more, filter.nodes && loneNote()].filter(Boolean));
}

/** Say who stands at the foot of the graph, and what its numbers count; null where nobody does. */
function loneNote() {
  const lone = NETWORK.nodes.filter((node) => node.lone);
  if (!lone.length || LARGE) return null;
  const show = () => {
    showView("entities");
    flush();
    picture.fit(lone.map(({ id }) => id));
  };
  return make("p", { className: "legend-note" }, `At the foot of the graph stand ${lone.length.toLocaleString("en")} to whom no line leads, who says most first. `,
    "What they pass on from others does not count as said. ", make("button", { type: "button", className: "link", text: "Show them", onclick: show }));
}

const shortest = (filter) => (filter.sign ? LONG_LEGEND : LONG_LIST);

/** Fill the list of a filter: all of a short one, the most frequent of a long one, or what its search finds. */
function fillFilter(filter) {
  const words = filter.search ? plain(filter.search.value.trim()) : "";
  const found = words ? filter.sorted.filter((value) => plain(valueText(filter, value)).includes(words)) : filter.sorted;
  const most = words || filter.isWhole ? MOST_VALUES : shortest(filter);
  const listed = found.slice(0, most);
  filter.rows = new Map(listed.map((value) => [value, makeRow(filter, value)]));
  filter.list.replaceChildren(...[...filter.rows.values()].map((row) => row.item));
  if (!found.length) filter.list.append(make("li", { className: "quiet", text: "Nothing found." }));
  if (found.length > listed.length && most === MOST_VALUES) filter.list.append(make("li", { className: "quiet", text: `and ${(found.length - listed.length).toLocaleString("en")} more` }));
  if (filter.more) {
    filter.more.hidden = Boolean(words);
    filter.more.textContent = filter.isWhole ? "Show fewer" : `Show all ${filter.sorted.length.toLocaleString("en")}`;
    filter.more.setAttribute("aria-expanded", String(Boolean(filter.isWhole)));
  }
  markFilter(filter);
}

function makeRow(filter, value) {
  const text = valueText(filter, value);
  const box = make("input", { type: "checkbox", "data-filter": filter.name, "data-value": value, onchange: () => hideValue(filter, value, !box.checked) });
  const number = make("b");
  const label = make("label", { ondblclick: () => onlyValue(filter, value) }, box, filter.sign ? filter.sign(value) : null, make("span", { text }), number);
  const only = make("button", { type: "button", className: "only", text: "only", "aria-label": `Only ${text}`, onclick: () => onlyValue(filter, value) });
  return { item: make("li", {}, label, only), box, number };
}

/** Bring boxes and counts up to date. */
function markFilter(filter) {
  const hidden = state.hidden.get(filter.name);
  const counts = filter.counts ?? filter.totals;
  for (const [value, { box, number }] of filter.rows) {
    box.checked = !hidden.has(value);
    const now = counts.get(value) ?? 0;
    const total = filter.totals.get(value);
    number.textContent = now === total ? total.toLocaleString("en") : `${now.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  }
}

function drawFilters() {
  for (const filter of FILTERS) {
    if (!filter.rows) continue;
    filter.counts = countValues(filter, filter.nodes ? [...shown.nodes].map((id) => NODES.get(id)) : shown.claims);
    markFilter(filter);
  }
  $("show-everything").disabled = !isNarrowed();
}

/** Whether anything leaves claims out. */
const isNarrowed = () => Boolean(activeFilters().length || datesNarrow() || state.focus);

/** Open or close the drawer of filters, on a small screen. */
function toggleFilters(open = !$("filters").classList.contains("open")) {
  $("filters").classList.toggle("open", open);
  $("show-filters").setAttribute("aria-expanded", String(open));
  if (open) $("filters").focus();
  else if ($("filters").contains(document.activeElement)) $("show-filters").focus();
}
