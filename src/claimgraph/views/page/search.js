// Words in; the entities, sources and claims that they stand in out, best first. What can be found is read in pieces, when it is first asked for.
"use strict";

const MOST_FOUND = 30;
/** So many things are made ready for searching at once, so that the page never stands still. */
const PIECE = 4000;

/** Write a text as it is compared: without accents and capitals. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const searching = {
  haystack: [],
  items: haystackItems(),
  isReady: false,
  isStarted: false,
  found: [],
  marked: -1,
  isMarkedByHand: false,
  isEntered: false, // Enter was pressed before all was read: the best is not yet known
  wayFrom: null, // where a way starts whose end is being looked for
};

/** Make one thing after the other ready for searching: entities, sources, predicates, claims. */
function* haystackItems() {
  for (const [id, entity] of Object.entries(DATA.entities)) {
    yield nodeItem(id, [entity.name, ...entity.aliases], kindText(entity.kind), kindSign.bind(null, entity.kind));
  }
  for (const [id, source] of Object.entries(DATA.sources)) {
    if (!entityOf(id)) yield nodeItem(id, [source.headline ?? id, ...(source.outlet ? [source.outlet] : [])], "source", kindSign.bind(null, "Source"));
  }
  for (const [predicate, number] of predicateFilter().totals) {
    yield { predicate, text: predicate, hint: `show only these: ${count(number, "claim")}`, names: [plain(predicate)], words: plain(predicate), sign: lineSign.bind(null, {}, 30) };
  }
  for (const claim of DATA.claims) yield claimItem(claim);
}

const predicateFilter = () => FILTERS.find((filter) => filter.name === "Predicate");

function nodeItem(id, texts, hint, sign) {
  const names = texts.map(plain);
  return { node: id, text: texts[0], texts, hint, names, words: `${names.join("\n")}\n${plain(id)}`, sign };
}

function claimItem(claim) {
  const said = claim.says.map(([, subject, predicate, , object]) => `${subject} ${predicate} ${object}`);
  const who = [...claim.chain.map((hop) => `${hop.who} ${hop.role ?? ""}`), ...claim.speakers.map(nameOf)];
  const quotes = claim.evidence.map((span) => span.quote ?? "");
  const words = plain([claim.label, claim.id, claim.modality, claim.note ?? "", assessedText(claim), ...said, ...who, ...quotes].join("\n"));
  return { claim: claim.id, text: claim.label, words, sign: lineSign.bind(null, claim, 30) };
}

/** Make everything ready for searching, a piece at a time. */
function readyHaystack() {
  if (searching.isStarted) return;
  searching.isStarted = true;
  const step = () => {
    for (let n = 0; n < PIECE; n += 1) {
      const { value, done } = searching.items.next();
      if (done) {
        searching.isReady = true;
        if (!$("found").hidden) drawFound();
        if (searching.isEntered) takeMarked();
        return;
      }
      searching.haystack.push(value);
    }
    setTimeout(step);
  };
  step();
}

/** Rank what is found: a name as a whole, its start, a part of it, an entity's id, a predicate, and then claims. */
function rankOf(item, whole) {
  if (item.claim) return 5;
  if (item.predicate) return item.names[0] === whole ? 1 : 4;
  if (item.names.includes(whole)) return 0;
  if (item.names[0].startsWith(whole)) return 1;
  return item.names.some((name) => name.includes(whole)) ? 2 : 3;
}

/** Find the best of what has all the words, and how much there is. */
function findItems(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const ranks = [[], [], [], [], [], []];
  let all = 0;
  if (!words.length) return { best: [], all };
  for (const item of searching.haystack) {
    if (searching.wayFrom && !(item.node && isDrawable(item.node))) continue;
    if (!words.every((word) => item.words.includes(word))) continue;
    all += 1;
    const rank = ranks[rankOf(item, whole)];
    if (rank.length < MOST_FOUND) rank.push(item);
  }
  return { best: ranks.flat().slice(0, MOST_FOUND), all, whole };
}

// ---------------------------------------------------------------- the list of what is found

function drawFound() {
  readyHaystack();
  const text = $("search").value;
  const { best, all, whole } = findItems(text);
  searching.found = best;
  searching.isMarkedByHand = false;
  $("found").replaceChildren(...best.map((item, at) => makeFound(item, at, whole)), ...foundNotes(text, best.length, all));
  const isOpen = Boolean(text.trim());
  $("found").hidden = !isOpen;
  $("search").setAttribute("aria-expanded", String(isOpen));
  markFound(best.length ? 0 : -1);
  if (isOpen && searching.isReady) announce(best.length ? `${count(all, "thing")} found` : "Nothing found.");
}

function foundNotes(text, listed, all) {
  // A list of options must have one: where there is nothing to choose, the note is it.
  const note = (words) => make("li", { className: "note", text: words, ...(listed ? { role: "presentation" } : { role: "option", "aria-disabled": "true" }) });
  if (!text.trim()) return [];
  if (!searching.isReady) return [note("Still reading the claims …")];
  if (!all) return [note("Nothing found.")];
  return all > listed ? [note(`and ${(all - listed).toLocaleString("en")} more`)] : [];
}

function makeFound(item, at, whole) {
  const also = item.texts?.find((text, n) => n && plain(text).includes(whole) && !item.names[0].includes(whole));
  return make("li", { role: "option", id: `found-${at}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => takeFound(item) },
    item.sign(), make("span", { text: item.text }), item.hint ? make("small", { text: also ? `${item.hint}, also ${also}` : item.hint }) : null);
}

/** Mark one of what is found; the search box tells a screen reader which. */
function markFound(at) {
  const options = $("found").querySelectorAll("[role=option]:not(.note)");
  if (!options.length) {
    searching.marked = -1;
    $("search").removeAttribute("aria-activedescendant");
    return;
  }
  searching.marked = (at + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute("aria-selected", String(n === searching.marked)));
  options[searching.marked].scrollIntoView({ block: "nearest" });
  $("search").setAttribute("aria-activedescendant", options[searching.marked].id);
}

/** Go to what was found: show it, narrow the claims to it, or end a way there. */
function takeFound(item) {
  const from = searching.wayFrom;
  closeSearch();
  if (from && item.node) showWay(from, item.node); // a list from before may still hold what is no end of a way
  else if (item.predicate) onlyValue(predicateFilter(), item.predicate);
  else if (item.claim) chooseClaim(item.claim);
  else chooseNode(item.node);
  if (!item.predicate) focusPanel();
}

/** Close the list; the words stay, so that one can come back to them. */
function closeSearch({ forget = false } = {}) {
  if (forget || searching.wayFrom) $("search").value = "";
  searching.wayFrom = null;
  $("search").placeholder = "Search";
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
  saveLink();
}

/** Look for the end of a way. */
function seekWay(from) {
  $("search").value = "";
  searching.wayFrom = from;
  $("search").placeholder = `Way from ${nameOf(from)} to …`;
  $("search").focus();
  announce(`Search for where the way from ${nameOf(from)} shall lead`);
}

function onSearchKey(event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) {
    event.preventDefault();
    if ($("found").hidden) drawFound();
    else {
      markFound(searching.marked + move);
      searching.isMarkedByHand = true;
    }
  } else if (event.key === "Enter" && !$("found").hidden) {
    event.preventDefault();
    if (searching.isReady || searching.isMarkedByHand) takeMarked();
    else searching.isEntered = true;
  }
}

function takeMarked() {
  searching.isEntered = false;
  const item = searching.found[searching.marked];
  if (item && !$("found").hidden) takeFound(item);
}

function startSearch() {
  const box = $("search");
  box.addEventListener("input", () => { searching.isEntered = false; });
  box.addEventListener("input", drawFound);
  box.addEventListener("input", saveLink);
  box.addEventListener("keydown", onSearchKey);
  // The focus may only have come back from the panel: the list waits for a key.
  box.addEventListener("focus", readyHaystack);
  box.addEventListener("blur", () => {
    $("found").hidden = true;
    box.setAttribute("aria-expanded", "false");
  });
}
