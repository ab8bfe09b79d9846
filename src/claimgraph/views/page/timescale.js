// Days, of any year, and a width in; places along a line with the ticks of its axis out.
"use strict";

const TIME_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The number of a day, counted as dates.js does; months may lie outside 1 to 12. */
const dayOf = (year, month = 1, day = 1) => monthStart(year * 12 + month - 1) + day - 1;

/** The year, month and day of a number. */
function dateOf(number) {
  const date = new Date(number * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const yearText = (year) => (year > 0 ? String(year) : `${1 - year} BC`);
const monthText = (year, month) => `${TIME_MONTHS[month - 1].slice(0, 3)} ${yearText(year)}`;

/** Write a day with three letters of its month. */
function shortDay(number) {
  const { year, month, day } = dateOf(number);
  return `${day} ${monthText(year, month)}`;
}

/** Write the days from one to another as shortly as they can be said; either may be null. */
function spanText(from, to) {
  if (from === null || to === null) return from === null ? `until ${dayText(to)}` : `from ${dayText(from)} on`;
  if (from === to) return dayText(from);
  const [first, last, after] = [dateOf(from), dateOf(to), dateOf(to + 1)];
  if (first.day === 1 && after.day === 1 && first.year === last.year) {
    if (first.month === last.month) return `${TIME_MONTHS[first.month - 1]} ${yearText(first.year)}`;
    if (first.month === 1 && last.month === 12) return yearText(first.year);
  }
  const start = first.year === last.year ? dayText(from).replace(/ \d+( BC)?$/, "") : dayText(from);
  return `between ${start} and ${dayText(to)}`;
}

// ---------------------------------------------------------------- places

/** Free room at both ends of a stretch of time, and the width of a break between two, in pixels. */
const TIME_PAD = 42;
const TIME_BREAK = 72;
/** The widest that a day is drawn. */
const TIME_DAY = 100;

/** Cut time where nothing happens for far longer than all the rest takes: [[first day, last day], …]. */
function timeStretches(spans) {
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  const covered = [];
  for (const [from, to] of sorted) {
    const last = covered.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else covered.push([from, to]);
  }
  let rest = covered.length ? covered.at(-1)[1] - covered[0][0] + 1 : 0;
  const gaps = covered.slice(1).map(([from], n) => ({ at: n + 1, days: from - covered[n][1] })).sort((a, b) => b.days - a.days);
  const cuts = new Set();
  for (const gap of gaps) {
    if (gap.days <= 1.5 * (rest - gap.days) || gap.days < 400) break;
    cuts.add(gap.at);
    rest -= gap.days;
  }
  return covered.reduce((stretches, [from, to], n) => {
    if (n === 0 || cuts.has(n)) stretches.push([from, to]);
    else stretches.at(-1)[1] = to;
    return stretches;
  }, []);
}

/** Lay stretches of time along a width: {width, room (at least the width), perDay, parts, xOf(day), dayAt(x)}. */
function timeScale(spans, width) {
  const stretches = timeStretches(spans);
  const total = stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const free = width - stretches.length * 2 * TIME_PAD - (stretches.length - 1) * TIME_BREAK;
  const perDay = Math.min(TIME_DAY, Math.max(free, 60) / Math.max(total, 1));
  let left = 0;
  const parts = stretches.map(([from, to]) => {
    const part = { from, to, left, right: left + 2 * TIME_PAD + (to - from + 1) * perDay };
    left = part.right + TIME_BREAK;
    return part;
  });
  const within = (part, day) => part.left + TIME_PAD + (Math.min(Math.max(day, part.from), part.to + 1) - part.from) * perDay;
  const xOf = (day) => within(parts.findLast((part) => day >= part.from) ?? parts[0], day);
  const dayAt = (x) => {
    const part = parts.findLast((each) => x >= each.left) ?? parts[0];
    return Math.min(part.to, Math.max(part.from, part.from + Math.floor((x - part.left - TIME_PAD) / perDay)));
  };
  return { width: parts.at(-1).right, room: Math.max(width, parts.at(-1).right), perDay, parts, xOf, dayAt };
}

// ---------------------------------------------------------------- ticks

/** The steps of an axis: [unit, how many of it, about how many days]. */
const TIME_STEPS = [
  ["day", 1, 1], ["day", 7, 7], ["month", 1, 28], ["month", 3, 90], ["month", 6, 181],
  ...Array.from({ length: 7 }, (_, n) => [1, 2, 5].map((m) => ["year", m * 10 ** n, m * 10 ** n * 365])).flat(),
];

/** Return the ticks of one part of a scale: [{day, text}]; one that has none says its middle. */
function timeTicks({ from, to }, perDay) {
  const [unit, step] = TIME_STEPS.find(([, , days]) => days * perDay >= 88) ?? TIME_STEPS.at(-1);
  const slack = Math.floor((TIME_PAD - 10) / perDay);
  const [first, last] = [from - slack, to + slack];
  const ticks = [];
  const add = (day, text) => { if (day >= first && day <= last) ticks.push({ day, text }); };
  const { year: start } = dateOf(first);
  if (unit === "day") {
    // Weeks begin on Mondays, and 1 January 1970 was a Thursday.
    const monday = step === 7 ? 3 : 0;
    for (let day = Math.ceil((first + monday) / step) * step - monday; day <= last; day += step) add(day, shortDay(day));
  } else if (unit === "month") {
    for (let month = 1; dayOf(start, month) <= last; month += step) {
      const { year, month: name } = dateOf(dayOf(start, month));
      add(dayOf(start, month), monthText(year, name));
    }
  } else {
    for (let year = Math.floor(start / step) * step; dayOf(year) <= last; year += step) add(dayOf(year), yearText(year));
  }
  return ticks.length ? ticks : [{ day: Math.floor((from + to) / 2), text: from === to ? shortDay(from) : spanText(from, to) }];
}
