// The claims that are shown in; a table of them all out, which can be sorted, and says everything that the pictures say.
"use strict";

/** So many rows are made at once; a printed table ends at the other number. */
const ROWS = 200;
const MOST_PRINTED = 3000;
/** So many sources have their dates above a printed table. */
const MOST_DATES = 12;

const firmlyText = (claim) => [claim.modality, claim.polarity === "denied" && "denied", claim.stance === "opinion" && "opinion"].filter(Boolean).join(", ");

/** Who says a claim, from the page that was read to who is said to have said it. */
function chainText(claim) {
  const hops = citedIn(claim).map((hop) => `${hop.who || (hop.source ? nameOf(hop.source) : "somebody")}${hop.count ? ` (${hop.count})` : ""}`);
  return [outletOf(claim), ...hops].join(" → ");
}

/** When a claim was said, else when its source was published, and what other times it states; `short` leaves the source's own date to the heading. */
function timesText(claim, short = false) {
  const published = sourceOf(claim.source)?.published;
  const times = claim.times.map(([name, text]) => `${name} ${text}`);
  const isOwn = published && !claim.times.some(([name]) => name === "said");
  return [...(isOwn ? [short ? "as its source" : `published ${published}`] : []), ...times].join("; ");
}

/** The dates of few sources, to stand once above a printed table; "" where there are too many of them. */
function sourceDates(claims) {
  const sources = [...new Set(claims.map((claim) => claim.source))].filter((id) => sourceOf(id)?.published);
  return sources.length <= MOST_DATES ? sources.map((id) => `${nameOf(id)}: published ${sourceOf(id).published}`).join("; ") : "";
}

function evidenceText(claim) {
  const mark = { true: " ✓", false: " ✗" };
  return claim.evidence.map((span) => `${span.quote ? `“${span.quote}” ` : ""}${span.start}–${span.end}${mark[String(span.verified)] ?? ""}`).join("; ");
}

/** The columns: their names, what they say of a claim, and by what they are sorted. */
const COLUMNS = [
  { name: "claim", text: "Claim", of: (claim) => claim.label },
  { name: "firmly", text: "How firmly", of: firmlyText },
  { name: "who", text: "Who says so", of: chainText },
  { name: "source", text: "Source", of: (claim) => nameOf(claim.source) },
  { name: "when", text: "When", of: (claim) => timesText(claim), key: (claim) => sortDay(claim) },
  { name: "evidence", text: "Evidence", of: evidenceText, key: (claim) => claim.evidence[0]?.start ?? Infinity },
  { name: "standing", text: "Standing", of: standingOf },
  ...(IS_ASSESSED ? [{ name: "assessed", text: "Assessed", of: assessedText }] : []),
];

const readSort = (text) => {
  const column = text.replace(/^-/, "");
  return COLUMNS.some(({ name }) => name === column) ? { column, down: text.startsWith("-") } : null;
};

/** Sort the claims that are shown as the reader wants them; equal ones stay as they are. */
function sortedClaims() {
  if (!state.sort) return shown.claims;
  const { key, of } = COLUMNS.find(({ name }) => name === state.sort.column);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const keys = new Map(shown.claims.map((claim) => [claim, (key ?? of)(claim)]));
  const sign = state.sort.down ? -1 : 1;
  const compare = key ? (a, b) => sign * (a - b) : (a, b) => sign * collator.compare(a, b);
  // What has no value comes last, whichever way.
  const isNone = (value) => value === Infinity || value === "";
  return [...shown.claims].sort((one, two) => {
    const [a, b] = [keys.get(one), keys.get(two)];
    return isNone(a) || isNone(b) ? isNone(a) - isNone(b) : compare(a, b);
  });
}

/** The table as it stands: the claims it was made of, how they were sorted, and how many rows it has. */
const table = { of: null, sort: null, rows: 0, claims: [], dates: "", body: null, more: null, caption: null };

/** Make the table anew, with so many rows at least; where nothing but the choice has changed, only mark what is chosen. */
function drawTable({ least = 0, paper = false } = {}) {
  if (!least && table.of === shown.claims && table.sort === state.sort) return markChosen();
  const section = $("view-table");
  const focused = document.activeElement?.closest?.("#view-table thead button")?.dataset.column;
  const wanted = least || (table.of === shown.claims ? Math.max(table.rows, ROWS) : ROWS);
  Object.assign(table, { of: shown.claims, sort: state.sort, claims: sortedClaims(), dates: paper ? sourceDates(shown.claims) : "" });
  table.body = make("tbody");
  table.rows = 0;
  table.more = make("button", { type: "button", className: "more", onclick: () => addRows(ROWS) });
  table.caption = make("caption");
  section.replaceChildren(make("table", {}, table.caption, make("thead", {}, make("tr", {}, ...COLUMNS.map(makeHead))), table.body),
    shown.claims.length ? table.more : quiet("No claim passes the filters."));
  addRows(wanted);
  if (focused) section.querySelector(`thead button[data-column=${focused}]`).focus();
  return markChosen();
}

function markChosen() {
  for (const row of table.body.children) row.classList.toggle("chosen", row.dataset.claim === state.chosen?.claim);
}

function makeHead({ name, text }) {
  const isSorted = state.sort?.column === name;
  const sort = () => {
    // A column is sorted upwards, then downwards, then not at all.
    change({ sort: !isSorted ? { column: name, down: false } : state.sort.down ? null : { column: name, down: true } });
    announce(state.sort ? `Sorted by ${text.toLowerCase()}, ${state.sort.down ? "descending" : "ascending"}` : "In the order of the corpus");
  };
  const order = isSorted ? (state.sort.down ? "descending" : "ascending") : null;
  const sign = make("span", { className: "arrow", "aria-hidden": "true", text: order ? { ascending: "↑", descending: "↓" }[order] : "↕" });
  return make("th", { scope: "col", "aria-sort": order, "data-label": text }, make("button", { type: "button", "data-column": name, onclick: sort }, make("span", { text }), sign));
}

function addRows(number) {
  const more = table.claims.slice(table.rows, table.rows + number);
  table.body.append(...more.map(makeTableRow));
  table.rows += more.length;
  const left = table.claims.length - table.rows;
  table.more.hidden = !left;
  table.more.textContent = `Show ${Math.min(left, ROWS).toLocaleString("en")} more (${left.toLocaleString("en")} not shown)`;
  table.caption.textContent = left ? `${countText()}. The first ${table.rows.toLocaleString("en")} are listed.` : countText();
  if (table.dates) table.caption.append(make("p", { text: `Sources and their dates — ${table.dates}.` }));
}

function makeTableRow(claim) {
  const [first, ...others] = COLUMNS;
  return make("tr", { "data-claim": claim.id },
    make("th", { scope: "row" }, make("div", {}, lineSign(claim, 30), make("button", { type: "button", className: "link", text: first.of(claim), onclick: () => chooseClaim(claim.id) }))),
    ...others.map(({ name, of, text }) => make("td", { "data-label": text, title: of(claim) },
      make("div", { text: name === "when" && table.dates ? timesText(claim, true) : of(claim) }))));
}
