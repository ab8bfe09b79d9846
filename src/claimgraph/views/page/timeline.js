// The shown claims in; the timeline out: its lanes and axis, zoom, and the play that shows the claims in their order.
"use strict";

function renderTimeline() {
  settle();
  const element = $("view-timeline");
  const items = [];
  const undated = [];
  for (const claim of shown.claims) {
    const item = timeOf(claim);
    if (item) items.push(item);
    else undated.push(claim);
  }
  timeView.by ??= new Set(items.map((item) => item.claim.source)).size > 2 ? "source" : "speaker";
  timeView.scale = items.length ? timeScale(timeSpans(items), Math.max((timeView.paper || element.clientWidth) - timeNames() - (isTimeSmall() ? 16 : 28), 560) * (timeView.paper ? 1 : timeView.zoom)) : null;
  const before = timeSight();
  refill(element, make("div", { className: "time-page" }, timeBar(items, undated), items.length || undated.length ? timePlot(items, undated) : null));
  timeScrollTo(before);
  bringChosen(element);
  timeReveal();
}

/** All days that something happens on, as [first, last]. */
const timeSpans = (items) => items.flatMap(({ said, due }) => [said, due].filter(Boolean).map(timeEnds));

// ---------------------------------------------------------------- what stands above

function timeBar(items, undated) {
  const choose = make("select", { id: "time-by", "data-key": "by", onchange: (event) => { timeView.by = event.target.value; renderTimeline(); } },
    ...Object.entries(TIME_LANES).map(([key, { text }]) => make("option", { value: key, text, selected: key === timeView.by })));
  const button = (text, label, act, more = {}) => make("button", { type: "button", "data-key": label, text, "aria-label": label === text ? false : label, onclick: act, ...more });
  const open = items.filter((item) => item.due && item.due[1] === null).length;
  const due = items.filter((item) => item.due).length - open;
  const sentences = [
    items.length ? `${count(items.length, "claim")} by the day of saying, else by that of the page.` : shown.claims.length ? "None of the claims shown has a date." : "No claim passes the filters.",
    due ? `${count(due, "flag")} where something falls due.` : "", open ? `${count(open, "arrow")} where it falls due from a day on.` : "", undated.length && items.length ? `${count(undated.length, "claim")} without a date, below.` : "",
  ];
  return make("div", { className: "time-bar" },
    make("div", { className: "time-head" }, make("h2", { text: "Timeline" }), make("p", { className: "time-lead", text: sentences.filter(Boolean).join(" ") }), items.length ? timeLegend(items) : null),
    items.length ? make("div", { className: "time-tools" },
      make("label", { for: "time-by", text: "Lanes by " }), choose,
      make("span", { className: "time-zoom", role: "group", "aria-label": "Zoom" },
        button("−", "Zoom out of time", () => timeZoom(1 / 1.5)),
        button("+", "Zoom into time", () => timeZoom(1.5)),
        button("⤢", "Show all of time", () => timeZoom(0))),
      ...timePlayButtons(button)) : null);
}

/** Say what the signs mean, as far as they are there. */
function timeLegend(items) {
  const has = (test) => items.some(({ claim }) => test(claim));
  const isDenied = (claim) => claim.polarity === "denied";
  const isOpen = (claim) => !isDenied(claim) && lineOf(claim.modality).head === "open";
  const flag = makeSvg(14, 14, ["path", { d: "M3,1L3,13M3,1L12,4L3,7", fill: "var(--quiet)", stroke: "var(--quiet)", "stroke-width": 1.5 }]);
  const arrow = makeSvg(24, 14, ["path", { d: "M2,2L2,12M2,7L22,7M17,3L22,7L17,11", fill: "none", stroke: "var(--quiet)", "stroke-width": 1.8 }]);
  const entries = [
    has((claim) => !isDenied(claim) && !isOpen(claim)) && [timeSign({ modality: "asserted" }, 14), "said to be so"],
    has(isOpen) && [timeSign({ modality: "planned" }, 14), "meant or guessed"],
    has(isDenied) && [timeSign({ modality: "asserted", polarity: "denied" }, 14), "denied"],
    items.some(({ said }) => said && said[0] !== said[1]) && [timeSign({ modality: "asserted" }, 34), "day not known exactly"],
    items.some(({ due }) => due && due[1] !== null) && [flag, "due"],
    items.some(({ due }) => due && due[1] === null) && [arrow, "due from a day on"],
  ];
  return make("ul", { className: "time-legend", "aria-label": "Signs" }, ...entries.filter(Boolean).map(([sign, text]) => make("li", {}, sign, make("span", { text }))));
}

// ---------------------------------------------------------------- the plot

function timePlot(items, undated) {
  const { scale } = timeView;
  const plot = make("div", { className: "time-plot" });
  let left = timeView.limit;
  let cut = 0;
  if (scale) {
    plot.style.width = `${scale.room + timeNames()}px`;
    plot.append(timeAxis(scale));
    for (const lane of timeLanes(items)) {
      const room = Math.max(0, left);
      cut += Math.max(0, lane.items.length - room);
      left -= lane.items.length;
      if (room || lane.folds.length) plot.append(timeLane({ ...lane, items: lane.items.slice(0, room) }, scale));
    }
  }
  const more = partMore(cut, TIME_STEP, "claim", () => { timeView.limit += TIME_STEP; renderTimeline(); });
  if (undated.length) plot.append(timeUndated(undated));
  return make("div", { id: "time-scroll", className: "time-scroll" }, plot, ...(more ? [more] : []), make("div", { id: "time-tip", className: "time-tip", role: "tooltip", hidden: true }));
}

/** Draw the axis: ticks with their dates, and what is left out between two stretches of time. */
function timeAxis({ parts, perDay, xOf, width }) {
  const axis = make("div", { className: "time-axis", "aria-hidden": "true" });
  const lines = [];
  const taken = [];
  const put = (text, x, className) => {
    // Where two words would meet, the later one stays away: breaks come first, for they say what is missing.
    const half = text.length * 3.3 + 3;
    if (taken.some(([from, to]) => x - half < to && x + half > from)) return;
    taken.push([x - half, x + half]);
    const label = make("span", { text, className });
    label.style.left = `${x}px`;
    axis.append(label);
  };
  parts.slice(1).forEach((part, n) => {
    const years = Math.round((part.from - parts[n].to) / 365.25);
    lines.push(["rect", { x: part.left - TIME_BREAK, width: TIME_BREAK, y: 0, height: 1, fill: "var(--page)" }]);
    put(years > 1 ? `${years.toLocaleString("en")} years` : "a year", part.left - TIME_BREAK / 2, "time-break");
  });
  for (const part of parts) {
    for (const { day, text } of timeTicks(part, perDay)) {
      const x = part.left + TIME_PAD + (day - part.from) * perDay;
      lines.push(["line", { x1: x, x2: x, y1: 0, y2: 1, stroke: "var(--line)", "vector-effect": "non-scaling-stroke" }]);
      put(text, x, "time-tick");
    }
  }
  const cursor = make("div", { id: "time-cursor", className: "time-cursor", hidden: true });
  const grid = makeSvg(width, 1, ...lines);
  grid.setAttribute("preserveAspectRatio", "none");
  grid.classList.add("time-grid");
  for (const part of [grid, cursor]) part.style.marginLeft = `${timeNames()}px`;
  timeView.cursorOf = (day) => xOf(day);
  return make("div", { className: "time-over", "aria-hidden": "true" }, grid, axis, cursor);
}

function timeLane(lane, scale) {
  const wordy = lane.items.length <= TIME_WORDY;
  const { places, rows } = timePlaces(lane.items, scale, wordy);
  const list = make("ul", { className: "time-row", "aria-label": `${lane.name}, in order of time` }, ...places.map(timeMark));
  list.style.height = `${Math.max(rows, lane.folds.length ? 0 : 1) * TIME_ROW}px`;
  return make("section", { className: "time-lane" },
    make("h3", {}, make("span", { className: "time-name", text: lane.name }), make("span", { className: "part-quiet", text: [lane.by, count(lane.count, "claim").replace(" ", "\u00a0")].filter(Boolean).join(" · ") })),
    make("div", { className: "time-track" }, ...lane.folds.flatMap((fold) => timeFolded(fold, scale)), list));
}

/** Draw claims of the very same days as one bar, which opens. */
function timeFolded(fold, scale) {
  const [from, to] = timeEnds(fold.said);
  const isOpen = timeView.open.has(fold.key);
  const has = fold.claims.some((claim) => claim.id === state.chosen?.claim);
  const button = timeOpener(fold.key, timeFoldText(fold), `time-fold${has ? " time-has" : ""}`);
  const bar = make("span", { className: "time-fold-bar", "aria-hidden": "true" });
  const [left, right] = [Math.round(scale.xOf(from)), Math.round(scale.xOf(to + 1))];
  bar.style.left = `${left}px`;
  bar.style.width = `${Math.max(right - left, 12)}px`;
  button.style.marginLeft = `${left}px`;
  return [make("div", { className: "time-folded" }, bar, button), isOpen ? timeList(fold.claims, fold.key) : null].filter(Boolean);
}

function timeOpener(key, text, className) {
  const isOpen = timeView.open.has(key);
  return make("button", { type: "button", className, "data-key": `fold ${key}`, "aria-expanded": String(isOpen), text: `${isOpen ? "▾" : "▸"} ${text}`, onclick: () => {
    if (!timeView.open.delete(key)) timeView.open.add(key);
    renderTimeline();
  } });
}

/** List claims that have no place of their own along the line. */
function timeList(claims, key) {
  const limit = timeView.open.has(`all ${key}`) ? claims.length : 60;
  const list = make("ul", { className: "time-list" }, ...claims.slice(0, Math.min(limit, TIME_STEP)).map((claim) => {
    const button = claimReference(claim);
    button.dataset.key = `claim ${claim.id}`;
    button.setAttribute("aria-pressed", String(state.chosen?.claim === claim.id));
    button.toggleAttribute("data-chosen", state.chosen?.claim === claim.id);
    return make("li", {}, button);
  }));
  const left = claims.length - list.childElementCount;
  const tail = limit < claims.length ? make("button", { type: "button", className: "part-more", text: `Show ${left.toLocaleString("en")} more`, onclick: () => { timeView.open.add(`all ${key}`); renderTimeline(); } })
    : left > 0 ? make("p", { className: "part-quiet", text: `${count(left, "more claim")}: the table lists them all.` }) : null;
  return make("div", { className: "time-listed" }, list, tail);
}

function timeUndated(claims) {
  return make("section", { className: "time-lane time-undated" },
    make("h3", {}, make("span", { className: "time-name", text: "No date" }), make("span", { className: "part-quiet", text: count(claims.length, "claim") })),
    make("div", { className: "time-track" },
      timeOpener("undated", `${count(claims.length, "claim")} that nobody gave a date, nor ${claims.length === 1 ? "its" : "their"} page`, "time-fold"), timeView.open.has("undated") ? timeList(claims, "undated") : null));
}

// ---------------------------------------------------------------- zoom

/** What is in sight before it is drawn anew: how far it is scrolled, and the day in its middle. */
function timeSight() {
  const scroll = $("time-scroll");
  if (!scroll || !timeView.drawn) return null;
  const { scrollLeft: left, scrollTop: top, clientWidth } = scroll;
  return { left, top, day: timeView.drawn.dayAt(left + (clientWidth - timeNames()) / 2), width: timeView.drawn.width };
}

/** Scroll to where it was; after a zoom, to the day that was in the middle. */
function timeScrollTo(before) {
  timeView.drawn = timeView.scale;
  const scroll = $("time-scroll");
  if (!before || !scroll || !timeView.scale) return;
  scroll.scrollLeft = before.width === timeView.scale.width ? before.left : timeView.scale.xOf(before.day) - (scroll.clientWidth - timeNames()) / 2;
  scroll.scrollTop = before.top;
}

/** Zoom by a factor; 0 shows all. */
function timeZoom(factor) {
  if (factor > 1 && timeView.scale && timeView.scale.perDay >= TIME_DAY) return;
  timeView.zoom = factor ? Math.min(4000, Math.max(1, timeView.zoom * factor)) : 1;
  renderTimeline();
}

document.addEventListener("keydown", (event) => {
  const isElsewhere = state.view !== "timeline" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select") || document.querySelector("dialog[open]");
  const act = { "+": () => timeZoom(1.5), "=": () => timeZoom(1.5), "-": () => timeZoom(1 / 1.5), "−": () => timeZoom(1 / 1.5), 0: () => timeZoom(0) }[event.key];
  if (act && !isElsewhere) act();
});

// ---------------------------------------------------------------- play

const isTimeCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A play takes this many milliseconds at least. */
const TIME_PLAY = 6500;

/** The buttons: play and stop; where motion is unwelcome, one step at a time. */
function timePlayButtons(button) {
  const { play } = timeView;
  const start = isTimeCalm() ? button(play ? "Next day ›" : "▶ Step through", play ? "Next day" : "Step through the days", timeStep)
    : button(play ? "❚❚ Pause" : "▶ Play", play && play.timer ? "Pause" : "Play", timePlay);
  if (!isTimeCalm() && play && !play.timer) start.textContent = "▶ Go on";
  return [make("span", { className: "time-play", role: "group", "aria-label": "Claims in their order" }, start,
    button("■ Stop", "Stop", timeStop, { className: play ? "" : "time-idle" })), make("output", { id: "time-now", className: "time-now" })];
}

/** The days at which something was said, at most 60 stops. */
function timeStops() {
  const days = [...new Set([...document.querySelectorAll("#time-scroll [data-day]")].map((mark) => Number(mark.dataset.day)))].sort((a, b) => a - b);
  const every = Math.ceil(days.length / 60);
  return days.filter((_, n) => n % every === every - 1 || n === days.length - 1);
}

function timePlay() {
  if (timeView.play?.timer) {
    clearInterval(timeView.play.timer);
    timeView.play.timer = 0;
  } else {
    timeStep();
    if (timeView.play) timeView.play.timer = setInterval(timeStep, Math.max(900, TIME_PLAY / timeView.play.stops.length));
  }
  renderTimeline();
}

/** Go to the next day at which something was said; after the last one the play is over. */
function timeStep() {
  timeView.play ??= { stops: timeStops(), at: -1, timer: 0 };
  const { play } = timeView;
  play.at += 1;
  if (play.at >= play.stops.length || state.view !== "timeline") return timeStop();
  if (isTimeCalm()) renderTimeline();
  else timeReveal();
  if (!play.timer) announce($("time-now").textContent);
  return null;
}

function timeStop() {
  clearInterval(timeView.play?.timer);
  timeView.play = null;
  renderTimeline();
}

/** Hide what comes after the day that the play has reached, and say which day that is. */
function timeReveal() {
  const { play, scale } = timeView;
  if (!play || !scale || !$("time-cursor")) return;
  const day = play.stops[Math.min(play.at, play.stops.length - 1)];
  const before = play.stops[play.at - 1] ?? -Infinity;
  const news = [];
  for (const mark of document.querySelectorAll("#time-scroll [data-day]")) {
    const at = Number(mark.dataset.day);
    mark.classList.toggle("time-later", at > day);
    if (at > before && at <= day) news.push(mark);
  }
  $("time-cursor").hidden = false;
  $("time-cursor").style.left = `${timeView.cursorOf(day)}px`;
  $("time-now").textContent = `${dayText(day)}: ${count(news.length, "claim")}`;
  const scroll = $("time-scroll");
  const x = timeView.cursorOf(day) - scroll.scrollLeft;
  if (x < 0 || x > scroll.clientWidth - timeNames() - 80) scroll.scrollLeft = timeView.cursorOf(day) - scroll.clientWidth / 3;
  news[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

registerView("timeline", { element: $("view-timeline"), render: renderTimeline });

let timeWidth = 0;
new ResizeObserver(([{ contentRect: { width } }]) => {
  if (width && timeWidth && Math.abs(width - timeWidth) > 20) renderTimeline();
  if (width) timeWidth = width;
}).observe($("view-timeline"));
