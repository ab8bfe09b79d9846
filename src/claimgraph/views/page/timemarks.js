// Claims with their days and a scale in; lanes of them out: moments as marks, intervals as bars, due dates as flags, or arrows where they have no end.
"use strict";

/** By what claims are put into lanes: the name of the way, and the lane of a claim as [key, name, whose]. */
const TIME_LANES = {
  source: { text: "source", lane: (claim) => [claim.source, nameOf(claim.source), sourceOf(claim.source)?.outlet] },
  speaker: { text: "speaker", lane: timeSpeaker },
  subject: { text: "subject", lane: (claim) => (claim.says.length ? [claim.says[0][0], claim.says[0][1]] : ["", "no subject"]) },
  modality: { text: "how firmly", lane: (claim) => [claim.modality, claim.modality] },
};
/** Equal days are folded into one row from this many claims on; sentences are written beside the marks up to this many in a lane. */
const TIME_FOLD = 9;
const TIME_WORDY = 40;
const TIME_STEP = 500;
const TIME_ROW = 25;
const TIME_NAMES = 190;
/** How long the arrow of an open due date is, without its head. */
const TIME_OPEN = 26;

const timeView = { by: null, zoom: 1, limit: TIME_STEP, open: new Set(), scale: null, play: null, paper: 0 };
const isTimeSmall = () => matchMedia("(max-width: 720px)").matches;
const timeNames = () => (isTimeSmall() ? 0 : TIME_NAMES);

function timeSpeaker(claim) {
  const last = stepsOf(claim).at(-1);
  return last.unnamed ? ["unnamed", "Unnamed speakers"] : [last.id, last.name];
}

/** The days of a claim: when it was said and when it falls due, each [first, last] with null for what is not known; null for undated. */
function timeOf(claim) {
  const days = (pair) => (pair ? [dayNumber(pair[0]), dayNumber(pair[1])] : [null, null]);
  const [said, due] = [days(claim.day), days(claim.due)];
  const known = (pair) => pair[0] !== null || pair[1] !== null;
  return known(said) || known(due) ? { claim, said: known(said) ? said : null, due: known(due) ? due : null } : null;
}

const timeEnds = (pair) => [pair[0] ?? pair[1], pair[1] ?? pair[0]];

// ---------------------------------------------------------------- lanes

/** Put claims into lanes, earliest first: {key, name, items, folds, count}. */
function timeLanes(items) {
  const { lane } = TIME_LANES[timeView.by];
  const start = (item) => timeEnds(item.said ?? item.due)[0];
  const lanes = [...groupBy(items, (item) => [lane(item.claim)[0]])].map(([key, group]) => {
    const [, name, by] = lane(group[0].claim);
    return { key, name, by, ...timeFold(group, key), count: group.length, first: Math.min(...group.map(start)) };
  });
  return lanes.sort((a, b) => a.first - b.first || b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** Fold claims that have the very same days, unless they fall due, into one row each. */
function timeFold(group, key) {
  const folds = [];
  const items = [];
  for (const [days, equal] of groupBy(group, (item) => [item.due ? "" : item.said.join()])) {
    if (!days || equal.length < TIME_FOLD) items.push(...equal);
    else folds.push({ key: `${key} ${days}`, said: equal[0].said, claims: equal.map((item) => item.claim) });
  }
  return { items, folds };
}

/** Say what a folded row holds. */
function timeFoldText({ said, claims }) {
  const own = claims.every((claim) => !claim.times.some(([name]) => name === "said"));
  const one = new Set(claims.map((claim) => claim.source)).size === 1;
  return `${count(claims.length, "claim")}: ${spanText(...said)}${own ? `, ${one ? "the page's own date" : "the pages' own date"}` : ""}`;
}

/** Give every item of a lane its place: {left, right} of the mark, of its words, of its flag, and the row where it covers nothing. */
function timePlaces(items, scale, wordy) {
  const rows = [];
  const places = items.map((item) => timePlace(item, scale, wordy)).sort((a, b) => a.from - b.from);
  for (const place of places) {
    let row = rows.findIndex((end) => end + 10 < place.from);
    if (row < 0) row = rows.push(0) - 1;
    rows[row] = place.to;
    place.row = row;
  }
  for (const row of groupBy(places, (place) => [place.row]).values()) timeWiden(row, scale.room);
  return { places, rows: rows.length };
}

/** Let words that were cut use what room there is behind them, up to the next mark of their row. */
function timeWiden(row, room) {
  row.forEach(({ words, mark, dues, full }, n) => {
    if (!words || words[0] < mark[1]) return;
    const flag = dues && dues[0] > words[0] ? dues[0] - 6 : Infinity;
    words[1] = Math.max(words[1], Math.min(words[0] + full, flag, (row[n + 1]?.from ?? room + 4) - 10));
  });
}

/** Where something falls due: the days as a range, with the flag's pole inside it if it has the room; without an end, where its arrow begins. */
function timeDue(due, x, after) {
  if (due[1] === null) {
    const from = Math.max(x(due[0]), after);
    return { dues: [from, from + TIME_OPEN], pole: null };
  }
  const [first, last] = timeEnds(due);
  const dues = [x(first), last > first ? x(last + 1) : x(first)];
  return { dues, pole: Math.max(Math.round((dues[0] + dues[1]) / 2), dues[1] - 12) };
}

function timePlace(item, scale, wordy) {
  const { said, due, claim } = item;
  const ends = said ? timeEnds(said) : null;
  const x = (day) => Math.round(scale.xOf(day));
  const [left, right] = ends ? [x(ends[0]), ends[1] > ends[0] ? x(ends[1] + 1) : x(ends[0])] : [null, null];
  const isBar = ends && right - left > 14;
  const { dues, pole } = due ? timeDue(due, x, ends ? (isBar ? right : (left + right) / 2 + 7) : -Infinity) : { dues: null, pole: null };
  const mark = ends ? (isBar ? [left, right] : [(left + right) / 2 - 7, (left + right) / 2 + 7]) : [dues[0] - 7, dues[0] + 7];
  const full = claim.label.length * 6.7 + 12;
  const words = wordy ? timeWordsPlace({ mark, isBar, dues, full, room: scale.room }) : null;
  const all = [...mark, ...(words ?? []), ...(dues ? [dues[0] - 4, dues[1] + 12] : [])];
  return { item, mark, dues, pole, words, full, from: Math.min(...all), to: Math.max(...all) };
}

/** Choose where the words of a mark stand: on a long bar, else behind the mark, or behind its flag if that is near, or before it at the far end. */
function timeWordsPlace({ mark, isBar, dues, full, room }) {
  const wide = Math.min(330, full);
  if (isBar && mark[1] - mark[0] > wide + 40) {
    const start = mark[0] + (dues && dues[1] < mark[0] + wide ? Math.max(16, dues[1] - mark[0] + 14) : 14);
    return [start, Math.min(start + full, mark[1] - 6)];
  }
  // Between the mark and its flag, or behind the flag, wherever there is more room.
  const [gap, behind] = dues ? [dues[0] - mark[1] - 14, room - dues[1] - 18] : [Infinity, 0];
  if (dues && (gap >= wide || (gap > 140 && gap > behind && behind < wide))) return [mark[1] + 4, mark[1] + 4 + Math.min(wide, gap)];
  const end = Math.max(mark[1], dues ? dues[1] + 12 : 0);
  if (end + wide > room - 6 && mark[0] - wide > 6) return [mark[0] - wide, mark[0]];
  return [end + 4, Math.min(end + 4 + wide, Math.max(room, end + 60))];
}

// ---------------------------------------------------------------- marks

/** Draw the sign of a claim, filled where it says what is so, an outline where it says what is meant or guessed; `inside` leaves room for words. */
function timeSign(claim, width, inside = false) {
  const { head, dashes } = lineOf(claim.modality);
  const colour = `var(--claim-${claimName(claim)})`;
  const isOpen = head === "open";
  const dashed = isOpen && dashes.length ? { "stroke-dasharray": dashes.map((n) => Math.max(1.5, n * 0.5)).join(" ") } : {};
  const paint = isOpen ? { fill: "var(--canvas)", stroke: colour, "stroke-width": 2, ...dashed } : { fill: colour, stroke: colour, "stroke-width": 2 };
  const middle = width / 2;
  const shapes = [];
  if (inside) return makeSvg(width, 22, ["rect", { x: 1, y: 1, width: width - 2, height: 20, rx: 6, ...paint, "stroke-width": 1.5, "fill-opacity": 0.15 }],
    ...(claim.polarity === "denied" ? [["path", { d: "M6,8L12,14M12,8L6,14", stroke: colour, "stroke-width": 2 }]] : []));
  if (width > 14) shapes.push(["rect", { x: 1, y: 2, width: width - 2, height: 10, rx: 5, ...paint }]);
  else if (head === "diamond") shapes.push(["path", { d: "M7,1L13,7L7,13L1,7Z", ...paint }]);
  else shapes.push(["circle", { cx: 7, cy: 7, r: 5, ...paint }]);
  if (claim.polarity === "denied") shapes.push(["path", { d: `M${middle - 3},4L${middle + 3},10M${middle + 3},4L${middle - 3},10`, stroke: "var(--canvas)", "stroke-width": 1.8 }]);
  return makeSvg(width, 14, ...shapes);
}

function timeWords({ claim, said, due }) {
  return [claim.label, said ? `said ${spanText(...said)}` : "", due ? `due ${dueText(claim, due)}` : ""].filter(Boolean).join("; ");
}

const dueText = (claim, due) => claim.times.find(([name]) => name === "due")?.[1] ?? spanText(...due);

/** Draw one claim in its row. */
function timeMark(place) {
  const { item, mark, dues, words } = place;
  const { claim } = item;
  const gone = claim.status.some((word) => word === "superseded" || word === "retracted");
  const isChosen = state.chosen?.claim === claim.id;
  const button = make("button", { type: "button", className: `time-mark${gone ? " time-gone" : ""}${claim.stance === "opinion" ? " time-opinion" : ""}`, "data-key": `claim ${claim.id}`,
    "aria-pressed": String(isChosen), "data-chosen": isChosen, "aria-label": timeWords(item),
    onclick: () => chooseClaim(claim.id, { move: false }), onfocus: () => timeTip(place), onmouseenter: () => timeTip(place), onblur: timeUntip, onmouseleave: timeUntip });
  const row = make("li", {}, button);
  const put = (element, from, to) => {
    element.style.left = `${from}px`;
    element.style.width = `${to - from}px`;
  };
  row.style.top = `${place.row * TIME_ROW}px`;
  const box = [Math.min(mark[0], words?.[0] ?? mark[0]), Math.max(mark[1], words?.[1] ?? mark[1])];
  put(button, ...box);
  const inside = Boolean(words && item.said && words[0] > mark[0] && words[1] < mark[1]);
  const sign = make("span", { className: "time-sign" }, item.said ? timeSign(claim, Math.round(mark[1] - mark[0]), inside) : null);
  if (inside) button.classList.add("time-inside");
  sign.style.left = `${mark[0] - box[0]}px`;
  button.append(sign);
  if (words) {
    const text = make("span", { className: "time-words", text: claim.label });
    put(text, words[0] - box[0], words[1] - box[0]);
    if (words[1] <= mark[0]) text.classList.add("time-before");
    button.append(text);
  }
  if (dues) row.append(timeFlag(place));
  row.dataset.day = timeEnds(item.said ?? item.due)[0];
  return row;
}

/** Draw the line from what was said to the days it falls due, with a flag there, or an arrow where they have no end. */
function timeFlag({ item, mark, dues, pole: place, words }) {
  const colour = `var(--claim-${claimName(item.claim)})`;
  const from = item.said ? mark[1] : dues[0];
  const start = Math.min(from, dues[0]);
  const [end, at, last, pole] = [Math.max(dues[1], from) + 12 - start, dues[0] - start, dues[1] - start, (place ?? 0) - start];
  const open = item.due[0] === null;
  const [head, stroke] = [last + 9, { stroke: colour, "stroke-width": 1.8, fill: "none" }];
  const sign = place === null ? [
    ["line", { x1: at + 1, y1: 6, x2: at + 1, y2: 18, ...stroke }],
    ["path", { d: `M${at},12L${head},12M${head - 6},7L${head},12L${head - 6},17`, ...stroke }],
  ] : [
    ["line", { x1: at, y1: 12, x2: last, y2: 12, stroke: colour, "stroke-width": 4, opacity: 0.45 }],
    ["line", { x1: pole, y1: 3, x2: pole, y2: 21, stroke: colour, "stroke-width": 1.8, ...(open ? { "stroke-dasharray": "3 2" } : {}) }],
    ["path", { d: `M${pole},3L${pole + 10},6.5L${pole},10Z`, fill: open ? "var(--canvas)" : colour, stroke: colour, "stroke-width": 1.2 }],
  ];
  const line = makeSvg(end, 24,
    ...timeDotted(words && words[0] >= from && words[1] <= start + at ? [[from, words[0]], [words[1], start + at]] : [[from, start + at]],
      start, colour), ...sign);
  line.classList.add("time-due");
  if (place === null) line.classList.add("time-due-on");
  line.style.left = `${start}px`;
  return line;
}

/** Draw a dotted line in pieces, which leave the words free. */
const timeDotted = (pieces, start, colour) => pieces.filter(([from, to]) => to > from)
  .map(([from, to]) => ["line", { x1: from - start, y1: 12, x2: to - start, y2: 12, stroke: colour, "stroke-width": 1.5, "stroke-dasharray": "2 3" }]);

/** Show the sentence of a mark, with who says it and when. */
function timeTip({ item, mark, row }) {
  const tip = $("time-tip");
  const lane = document.querySelector(`[data-key="claim ${CSS.escape(item.claim.id)}"]`)?.closest(".time-row");
  if (!tip || !lane) return;
  tip.replaceChildren(make("b", { text: item.claim.label }), make("span", { text: wayText(item.claim) }), make("span", { text: timeWords({ ...item, claim: { ...item.claim, label: "" } }) }));
  tip.hidden = false;
  const scroll = $("time-scroll");
  const top = lane.offsetTop + (row + 1) * TIME_ROW;
  const below = top + tip.offsetHeight + 6 < scroll.scrollTop + scroll.clientHeight;
  tip.style.top = `${below ? top + 2 : top - TIME_ROW - tip.offsetHeight - 2}px`;
  const names = timeNames();
  const middle = Math.max(mark[0], scroll.scrollLeft) + names;
  tip.style.left = `${Math.max(scroll.scrollLeft + names, Math.min(middle, scroll.scrollLeft + scroll.clientWidth - tip.offsetWidth - 8))}px`;
}

function timeUntip() {
  if ($("time-tip")) $("time-tip").hidden = true;
}
