// Promises and plans with a date in; what is overdue, still open, fulfilled or dropped out, and how often each was moved.
"use strict";

/** The outcomes in the order in which they are listed, with their words and signs. */
const OUTCOMES = {
  overdue: { text: "Overdue", one: "overdue", sign: "!", colour: "denied" },
  open: { text: "Open", one: "open", sign: "○", colour: "planned" },
  fulfilled: { text: "Fulfilled", one: "fulfilled", sign: "✓", colour: "hoped" },
  dropped: { text: "Dropped", one: "dropped", sign: "✕", colour: "possible" },
};
const outcomeOf = (name) => (Object.hasOwn(OUTCOMES, name) ? OUTCOMES[name] : { text: name, one: name, sign: "•", colour: "possible" });

const DUE_STEP = 60;
const dueView = { outcomes: new Set(), limit: DUE_STEP, wanted: null };

/** The day by which promises are judged: the one that the page was drawn as of, else the reader's own. */
function judgedOn() {
  const now = new Date();
  return dayNumber(DATA.asOf) ?? Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
}

/** How a promise came out as of a day: an open one is overdue once its last possible day is past, unless its date is vague. */
function outcomeOn({ outcome, due }, day) {
  if (outcome !== "open") return outcome;
  const last = dayNumber(due.latest);
  return last !== null && !due.vague && last < day ? "overdue" : "open";
}

function renderDue() {
  settle();
  const passing = new Set(shown.claims.map((claim) => claim.id));
  const day = judgedOn();
  const all = DATA.promises.filter(({ claims }) => claims.some((id) => passing.has(id)));
  const groups = groupBy(all, (promise) => [outcomeOn(promise, day), ...(promise.moved ? ["moved"] : [])]);
  for (const name of dueView.outcomes) if (!groups.has(name)) dueView.outcomes.delete(name);
  const isWanted = (promise) => !dueView.outcomes.size || [...dueView.outcomes].some((name) => groups.get(name).includes(promise));
  const order = [...new Set([...Object.keys(OUTCOMES), ...groups.keys()])].filter((name) => name !== "moved" && groups.has(name));
  const listed = order.flatMap((name) => inDue(groups.get(name)).filter(isWanted).map((promise) => [name, promise]));
  const isNeeded = ([, promise]) => promise === dueView.wanted || promise.claims.includes(state.chosen?.claim);
  const drawn = firstAnd(listed, dueView.limit, isNeeded);
  const sections = groupBy(drawn, ([name]) => [name]);
  refill($("view-due"), make("div", { className: "clash-page" },
    make("h2", { text: "Due" }),
    make("p", { className: "clash-lead", text: dueLead(all, day) }),
    all.length ? dueFilter(groups, order) : null,
    DATA.leftOut ? make("p", { className: "clash-note", text: `Not on this page, for want of room: ${leftOutText()}.` }) : null,
    ...[...sections].map(([name, some]) => make("section", { className: "due-group" },
      make("h3", {}, outcomeSign(name), make("span", { text: outcomeOf(name).text }), make("span", { className: "clash-count", text: listed.filter(([each]) => each === name).length.toLocaleString("en") })),
      ...some.map(([, promise]) => dueCard(promise, name, day, passing)))),
    partMore(listed.length - drawn.length, DUE_STEP, "promise", () => { dueView.limit += DUE_STEP; renderDue(); })));
  bringChosen($("view-due"));
}

/** Promises by their last possible day, as the command lists them: those without one last. */
function inDue(promises) {
  const order = (a, b) => (a === b ? 0 : a - b);
  const ends = ({ due }) => [dayNumber(due.latest) ?? Infinity, dayNumber(due.earliest) ?? -Infinity];
  return [...promises].sort((a, b) => order(ends(a)[0], ends(b)[0]) || order(ends(a)[1], ends(b)[1]));
}

function dueLead(all, day) {
  const left = DATA.promises.length - all.length;
  const out = left ? ` ${count(left, "more", "more")} ${outReason()}.` : "";
  if (!all.length) return left ? `No promise passes the filters.${out}` : "Nothing in these claims is promised or planned with a date.";
  const judged = DATA.asOf ? `as of ${dayText(day)}, the day this page was drawn for` : `as of your own date, ${dayText(day)}`;
  return `${count(all.length, "promise or plan", "promises and plans")} with a date, ${judged}. What is due only vaguely is never called overdue.${out}`;
}

/** Draw the outcomes with their counts; each is a button that shows only its own. */
function dueFilter(groups, order) {
  const names = groups.has("moved") ? [...order, "moved"] : order;
  return make("div", { className: "pills", role: "group", "aria-label": "Outcomes" }, ...names.map((name) =>
    make("button", { type: "button", "data-key": `outcome ${name}`, "aria-pressed": String(dueView.outcomes.has(name)), onclick: () => {
      if (!dueView.outcomes.delete(name)) dueView.outcomes.add(name);
      renderDue();
    } }, name === "moved" ? make("span", { className: "due-sign", "aria-hidden": "true", text: "↷" }) : outcomeSign(name), `${outcomeOf(name).one} `, make("b", { text: groups.get(name).length.toLocaleString("en") }))));
}

function outcomeSign(name) {
  const { sign, colour } = outcomeOf(name);
  const element = make("span", { className: "due-sign", "aria-hidden": "true", text: sign });
  element.style.setProperty("--tone", `var(--claim-${colour})`);
  return element;
}

/** Draw one promise: when it is due, what it is, who made it, how it was moved, and what came of it. */
function dueCard(promise, outcome, day, passing) {
  const { subject, name, predicate, object, due, trail, claims, fulfilledBy } = promise;
  const key = `due ${DATA.promises.indexOf(promise)}`;
  const card = make("article", { "data-finding": `promise ${DATA.promises.indexOf(promise)}`, tabindex: -1, className: `due-card${[...claims, ...fulfilledBy].includes(state.chosen?.claim) ? " clash-lit" : ""}` },
    make("div", { className: "due-when" }, make("b", { text: due.text }), make("span", { text: distanceText(promise, outcome, day) })),
    make("div", { className: "due-what" },
      make("h4", {}, reference(subject, name), make("span", { text: ` · ${[predicate, object].filter(Boolean).join(" ")}` })),
      ...movedText(promise).map((text) => make("p", { className: "clash-why", text })),
      trail.length > 1 ? partTrail(trail, { label: `When it was to be: ${name}`, unsureText: unsureText(trail), passing, again: renderDue, key: `${key} moves` })
        : make("div", {}, ...partSayings(claimsAt(claims), { key, passing, again: renderDue })),
      ...dueLists(promise).map(([text, some]) => make("div", { className: "due-done" }, make("p", { className: "clash-why", text }),
        ...partSayings(claimsAt(some), { key: `${key} ${text}`, passing, again: renderDue })))));
  card.style.setProperty("--tone", `var(--claim-${outcomeOf(outcome).colour})`);
  return card;
}

/** The claims that are listed below a promise, with the words above each list. */
function dueLists({ timing, came, fulfilledBy, droppedBy, already }) {
  const fulfilled = `Fulfilled${timing ? `, ${timing}` : ""}${came ? `: ${came}` : ""}`;
  return [[fulfilled, fulfilledBy], ["Dropped", droppedBy], ...already.map(({ text, claims }) => [text, claims])].filter(([, claims]) => claims.length);
}

/** Say how often a promise was moved, from what to what as it is told, and where nobody knows the order. */
function movedText({ moved, moves = [], trail, unordered }) {
  const times = moved === 1 ? "once" : moved === 2 ? "twice" : `${moved} times`;
  const told = moves.map(([before, after]) => `${before} → ${after}`).join("; ");
  return [moved ? `Moved ${times}${told ? `. What is told: ${told}` : ""}.` : trail.length > 1 ? "Promised for different days, none of which is known to have replaced another." : "", ...unordered].filter(Boolean);
}

/** Say why some days that it was promised for stand apart. */
const unsureText = (trail) => `Said on days that are not known${trail.some(({ unsure }) => !unsure) ? ", so before or after any of these" : ""}`;

/** Say how far off a date is, or how long it is past. */
function distanceText({ due, timing }, outcome, day) {
  const [first, last] = [dayNumber(due.earliest), dayNumber(due.latest)];
  const far = (days) => (days < 60 ? count(days, "day") : days < 730 ? count(Math.round(days / 30.44), "month") : count(Math.round(days / 365.25), "year"));
  if (outcome === "overdue") return `${far(day - last)} past`;
  if (outcome === "fulfilled") return ["fulfilled", timing].filter(Boolean).join(", ");
  if (outcome === "dropped") return "no longer promised";
  if (due.vague) return "a vague date";
  if (first !== null && first > day) return `in ${far(first - day)}`;
  if (last === null) return "no last day given";
  return last > day ? `${far(last - day)} left` : "last day today";
}

registerView("due", { element: $("view-due"), render: renderDue });
