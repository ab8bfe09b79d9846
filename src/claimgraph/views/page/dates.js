// The days of the claims in; a histogram with two sliders out, which let through what was said between two dates.
"use strict";

const DAY = 86_400_000;

/** How wide a bar may be: its name, the greatest number of days drawn with it, and how to come to a bar's first day and the next bar's. */
const BAR_WIDTHS = [
  { name: "day", most: 70, months: 0, days: 1 },
  { name: "week", most: 450, months: 0, days: 7 },
  { name: "month", most: 2200, months: 1 },
  { name: "quarter", most: 6600, months: 3 },
  { name: "year", most: 26_000, months: 12 },
  { name: "decade", most: 260_000, months: 120 },
  { name: "century", most: Infinity, months: 1200 },
];

/** Read an ISO day as a number of days since 1970; null for what is none. */
function dayNumber(text) {
  const parts = /^([+-]?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!parts) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return Number.isNaN(date.getTime()) ? null : Math.round(date.getTime() / DAY);
}

/** Write a number of days since 1970 as an ISO day. */
function isoDay(number) {
  const date = new Date(number * DAY);
  const year = date.getUTCFullYear();
  const sign = year < 0 ? "-" : "";
  const pad = (value, length) => String(Math.abs(value)).padStart(length, "0");
  return `${sign}${pad(year, 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** Write a number of days since 1970 in words; the month "long" or "short". */
function dayText(number, length = "long") {
  const date = new Date(number * DAY);
  const month = date.toLocaleDateString("en", { month: length, timeZone: "UTC" });
  const year = date.getUTCFullYear();
  return `${date.getUTCDate()} ${month} ${year > 0 ? year : `${1 - year} BC`}`;
}

/** When each claim was said: [first day, last day] as numbers, an unknown end infinite; null where nothing is known. */
const whenOf = new Map(DATA.claims.map((claim) => {
  const [first, last] = (claim.day ?? []).map(dayNumber);
  if ((first ?? null) === null && (last ?? null) === null) return [claim.id, null];
  return [claim.id, [first ?? -Infinity, last ?? Infinity]];
}));

/** The day by which claims are put in order: the first on which it can have been said; infinite where nothing is known. */
function sortDay(claim) {
  const when = whenOf.get(claim.id);
  return when ? when.find(Number.isFinite) : Infinity;
}

const dated = DATA.claims.filter((claim) => whenOf.get(claim.id));
const undatedCount = DATA.claims.length - dated.length;

/** The bars: {first, last} in days, in order, without gaps; empty where the sliders could tell nothing apart. */
const span = { first: 0, last: 0 };
const BARS = makeBars();

/** How many claims may fall into one bar or another. */
const wideCount = BARS.length ? dated.filter((claim) => barAt(whenOf.get(claim.id)[0]) !== barAt(whenOf.get(claim.id)[1])).length : 0;

/** The different times at which claims were said, with how many there are of each. */
function distinctTimes() {
  const times = new Map();
  for (const claim of dated) {
    const key = whenOf.get(claim.id).join();
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}

function makeBars() {
  const times = distinctTimes();
  const isWide = ([first, last]) => first !== last;
  // One time, or a long one beside another: that is said in words.
  if (times.size < 2 || (times.size === 2 && [...times.keys()].some((key) => isWide(key.split(","))))) return [];
  const days = dated.flatMap((claim) => whenOf.get(claim.id).filter(Number.isFinite)).sort((a, b) => a - b);
  Object.assign(span, { first: days[0], last: days.at(-1) });
  const core = coreOf(days);
  const bars = barsBetween(core.first, core.last);
  if (span.first < bars[0].first) bars.unshift({ first: span.first, last: bars[0].first - 1 });
  if (span.last > bars.at(-1).last) bars.push({ first: bars.at(-1).last + 1, last: span.last });
  return bars;
}

/** Most of the days, where a few stand far from all others: those get a single bar before, or after. */
function coreOf(days) {
  const cut = Math.floor(days.length / 20);
  const [first, last] = [days[cut], days.at(-1 - cut)];
  return span.last - span.first > 8 * (last - first + 1) ? { first, last } : span;
}

function barsBetween(first, last) {
  const width = BAR_WIDTHS.find(({ most }) => last - first < most);
  const bars = [];
  for (let day = barStart(first, width); day <= last;) {
    const next = barEnd(day, width);
    bars.push({ first: day, last: next - 1 });
    day = next;
  }
  return bars;
}

/** The first day of the bar that a day falls in: weeks begin on Mondays, months on the first. */
function barStart(day, { months, days }) {
  if (!months) return days === 7 ? day - ((((day + 3) % 7) + 7) % 7) : day;
  const date = new Date(day * DAY);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return monthStart(month - (((month % months) + months) % months));
}

function barEnd(day, { months, days }) {
  if (!months) return day + days;
  const date = new Date(day * DAY);
  return monthStart(date.getUTCFullYear() * 12 + date.getUTCMonth() + months);
}

function monthStart(month) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return Math.round(date.getTime() / DAY);
}

/** Whether the sliders or the box leave anything out. */
const datesNarrow = () => Boolean(state.from || state.to || !state.undated);

/** On which side of the dates a claim lies: "later", "earlier", or "" where it is the filters that leave it out. */
function outsideDates(claim) {
  const when = whenOf.get(claim.id);
  if (!when) return "";
  if (when[0] > (dayNumber(state.to) ?? Infinity)) return "later";
  return when[1] < (dayNumber(state.from) ?? -Infinity) ? "earlier" : "";
}

claimTests.push(() => {
  if (!datesNarrow()) return null;
  const from = dayNumber(state.from) ?? -Infinity;
  const to = dayNumber(state.to) ?? Infinity;
  return (claim) => {
    const when = whenOf.get(claim.id);
    return when ? when[0] <= to && when[1] >= from : state.undated;
  };
});

// ---------------------------------------------------------------- the bar of dates

const HEIGHT = 34;
/** The sliders choose claims; they do not go back to what was known then. */
const AS_OF_ALL = "Standing and contradictions are as of all that was said; `claimgraph draw --as-of DATE` draws a day as it was.";

/** How many of some claims fall into each bar: for certain, and as their share of a longer time. */
function fillBars(claims) {
  const sure = new Array(BARS.length).fill(0);
  const maybe = new Array(BARS.length).fill(0);
  for (const claim of claims) {
    const when = whenOf.get(claim.id);
    if (!when) continue;
    const from = barAt(when[0]);
    const to = barAt(when[1]);
    if (from === to) sure[from] += 1;
    else for (let n = from; n <= to; n += 1) maybe[n] += 1 / (to - from + 1);
  }
  return { sure, maybe };
}

/** The number of the bar that a day falls in, or of the nearest. */
function barAt(day) {
  let low = 0;
  let high = BARS.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BARS[middle].last < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function makeDates() {
  $("dates").classList.toggle("plain", !BARS.length);
  const undated = undatedCount ? undatedBox() : null;
  if (BARS.length) $("dates").replaceChildren(make("output", { id: "dates-text", for: "date-from date-to" }), makeSliders(), ...[undated, make("p", { id: "dates-note", hidden: true, text: AS_OF_ALL })].filter(Boolean));
  else $("dates").replaceChildren(make("p", { text: sameDaysText() }), ...[undated].filter(Boolean));
}

function sameDaysText() {
  if (!dated.length) return "No claim has a date of its own.";
  const times = [...distinctTimes()].sort(([, a], [, b]) => b - a);
  return `${times.map(([key, number], at) => {
    const all = number === DATA.claims.length && number > 1 ? "All claims" : count(number, "claim");
    return `${at ? number.toLocaleString("en") : `${all} ${number === 1 ? "was" : "were"} said`} ${timeText(...key.split(",").map(Number))}`;
  }).join(", ")}.`;
}

function timeText(first, last) {
  if (!Number.isFinite(first)) return `by ${dayText(last)}`;
  if (!Number.isFinite(last)) return `from ${dayText(first)} on`;
  return first === last ? `on ${dayText(first)}` : `between ${dayText(first)} and ${dayText(last)}`;
}

function undatedBox() {
  const box = make("input", { type: "checkbox", id: "undated", onchange: () => change({ undated: box.checked }) });
  return make("label", { className: "undated" }, box, make("span", { id: "undated-text" }));
}

function makeSliders() {
  const slider = (id, label) => make("input", { id, type: "range", min: 0, max: BARS.length - 1, step: 1, "aria-label": label, oninput: onSlide });
  return make("div", { className: "sliders" }, make("div", { id: "histogram" }), slider("date-from", "Said from"), slider("date-to", "Said until"));
}

/** Take over what the sliders say; neither may pass the other. */
function onSlide(event) {
  const from = $("date-from");
  const to = $("date-to");
  if (Number(from.value) > Number(to.value)) {
    if (event.target === from) from.value = to.value;
    else to.value = from.value;
  }
  change({
    from: Number(from.value) === 0 ? "" : isoDay(BARS[from.value].first),
    to: Number(to.value) === BARS.length - 1 ? "" : isoDay(BARS[to.value].last),
  });
}

function drawDates() {
  if (undatedCount) {
    $("undated").checked = state.undated;
    $("undated-text").textContent = `${count(undatedCount, "claim has", "claims have")} no date of ${undatedCount === 1 ? "its" : "their"} own: ${state.undated ? "shown" : "left out"}`;
  }
  if (!BARS.length) return;
  $("dates-note").hidden = !state.to;
  const from = state.from ? barAt(dayNumber(state.from)) : 0;
  const to = state.to ? barAt(dayNumber(state.to)) : BARS.length - 1;
  const first = dayNumber(state.from) ?? span.first;
  const last = dayNumber(state.to) ?? span.last;
  for (const [id, at, day] of [["date-from", from, first], ["date-to", to, last]]) {
    $(id).value = at;
    $(id).setAttribute("aria-valuetext", dayText(day));
  }
  $("dates-text").replaceChildren(...[make("span", { text: dayText(first, "short") }), make("span", { className: "quiet", text: " – " }), make("span", { text: dayText(last, "short") }),
    wideCount ? make("small", { text: `pale: ${count(wideCount, "claim")}, day not known` }) : null].filter(Boolean));
  drawHistogram(from, to);
}

/** Draw all claims pale and what is shown in colour; claims that may fall into several bars are spread, and lighter. */
function drawHistogram(from, to) {
  const all = fillBars(dated);
  const some = fillBars(shown.claims);
  const highest = Math.max(...all.sure.map((n, at) => n + all.maybe[at]), 1);
  const wide = 1000 / BARS.length;
  const tall = (n) => (n ? Math.max(1.5, (n / highest) * HEIGHT) : 0);
  const bar = (at, n, above, className) => ["rect", { class: className, x: (at * wide).toFixed(2), width: Math.max(wide - (BARS.length > 40 ? 2 : 4), 1).toFixed(2),
    y: (HEIGHT - tall(n) - above).toFixed(2), height: tall(n).toFixed(2) }];
  const shapes = [];
  for (let at = 0; at < BARS.length; at += 1) {
    if (all.sure[at] + all.maybe[at]) shapes.push(bar(at, all.sure[at] + all.maybe[at], 0, "all"));
    if (at < from || at > to) continue;
    if (some.sure[at]) shapes.push(bar(at, some.sure[at], 0, "sure"));
    if (some.maybe[at]) shapes.push(bar(at, some.maybe[at], tall(some.sure[at]), "maybe"));
  }
  const svg = makeSvg(1000, HEIGHT, ...shapes);
  svg.setAttribute("preserveAspectRatio", "none");
  $("histogram").replaceChildren(svg);
}
