// The page in; the page alive out: theme, counts, buttons, printing, and the first drawing.
"use strict";

const THEMES = { auto: ["◐", "as the system"], light: ["☀", "light"], dark: ["☾", "dark"] };
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** Put a theme on; it is remembered nowhere. */
function setTheme(theme) {
  const [sign, text] = THEMES[theme];
  document.documentElement.dataset.theme = theme === "auto" ? (prefersDark.matches ? "dark" : "light") : theme;
  readColours();
  $("theme").firstElementChild.textContent = sign;
  $("theme").setAttribute("aria-label", `Theme: ${text}`);
  $("theme").title = `Theme: ${text}`;
  change({ theme });
}

function nextTheme() {
  const names = Object.keys(THEMES);
  setTheme(names[(names.indexOf(state.theme) + 1) % names.length]);
  announce($("theme").title);
}

/** Say how much of everything is shown. */
function countText() {
  const of = (now, all, one, many) => (now === all ? count(all, one, many) : `${now.toLocaleString("en")} of ${count(all, one, many)}`);
  const { entities, sources } = shownThings();
  return [of(shown.claims.length, DATA.claims.length, "claim"), of(entities, Object.keys(DATA.entities).length, "entity", "entities"),
    of(sources, Object.keys(DATA.sources).length, "source")].join(" · ");
}

/** How many entities and sources there still are: those of the picture, and those without a place in it that a shown claim names. */
function shownThings() {
  const [entities, sources] = [Object.keys(DATA.entities), Object.keys(DATA.sources)];
  if (shown.claims.length === DATA.claims.length && !isNarrowed()) return { entities: entities.length, sources: sources.length };
  const named = new Set(shown.claims.flatMap((claim) => [claim.source, ...makersOf(sourceOf(claim.source)).map(([id]) => id), ...claim.speakers, ...claim.chain.map((hop) => hop.source),
    ...claim.says.flatMap(([subject, , , object]) => [subject, object])]));
  const isThere = (id) => (isDrawable(id) ? shown.nodes.has(id) : named.has(id));
  return { entities: entities.filter(isThere).length, sources: sources.filter((id) => named.has(id) || shown.nodes.has(id)).length };
}

function drawCounts() {
  const text = countText();
  if ($("counts").textContent !== text) $("counts").textContent = text;
}

function drawNotes() {
  const left = DATA.leftOut ? [`Left out: ${leftOutText()}.`] : [];
  $("notes").textContent = [...DATA.notes, ...left].join(" ");
  numberTab($("tab-contradictions"), CLASHES.length, "disagreement");
  numberTab($("tab-due"), DATA.promises.length, "promise or plan", "promises and plans");
}

/** Write on a tab how much there is behind it. */
function numberTab(tab, number, ...words) {
  if (!number) return;
  tab.append(make("span", { className: "number", "aria-hidden": "true", text: number.toLocaleString("en") }));
  tab.title = count(number, ...words);
}

/** Let the tabs fade out at an edge behind which there are more of them. */
function fadeTabs() {
  const { scrollLeft, clientWidth, scrollWidth } = $("tabs");
  $("tabs").classList.toggle("more-left", scrollLeft > 2);
  $("tabs").classList.toggle("more-right", scrollLeft + clientWidth < scrollWidth - 2);
}
$("tabs").addEventListener("scroll", fadeTabs, { passive: true });
new ResizeObserver(fadeTabs).observe($("tabs"));

/** Everything around the view that follows the state. */
onChange((parts) => {
  const isNarrowing = NARROWING.some((name) => parts.has(name));
  if (isNarrowing) {
    drawFilters();
    drawDates();
    drawCounts();
  }
  if (isNarrowing || parts.has("path")) drawNarrowed();
  drawPanel(parts);
  saveLink();
});

// ---------------------------------------------------------------- printing

/** How wide the style sheet's paper is between its margins, in pixels: a wider timeline would make everything small. */
const PAPER_WIDTH = 1036;

/** On paper the whole table follows the view; that paper is white is the style sheet's business. */
function beforePrint() {
  flush();
  drawTable({ least: MOST_PRINTED, paper: true });
  timeView.paper = PAPER_WIDTH;
  paperLists.areWhole = true;
  if (["timeline", "contradictions", "due"].includes(state.view)) views.get(state.view).render();
}

function afterPrint() {
  drawTable({ least: ROWS });
  timeView.paper = 0;
  paperLists.areWhole = false;
  if (["timeline", "contradictions", "due"].includes(state.view)) views.get(state.view).render();
}

// ---------------------------------------------------------------- start

function listen() {
  const on = (id, act) => $(id).addEventListener("click", act);
  for (const tab of tabs()) {
    tab.addEventListener("click", () => {
      showView(tab.id.replace("tab-", ""));
      flush();
    });
    tab.addEventListener("keydown", onTabKey);
  }
  on("theme", nextTheme);
  on("show-filters", () => toggleFilters());
  on("copy-link", () => copyText(location.href, $("copy-link")));
  on("help", openHelp);
  on("forget-missing", () => { $("missing").hidden = true; });
  for (const [id, view, target] of [["skip-table", "table", "view-table"], ["skip-graph", "entities", "graph"]]) {
    $(id).addEventListener("click", (event) => {
      event.preventDefault();
      showView(view);
      flush();
      $(target).focus();
    });
  }
  document.addEventListener("keydown", onKey);
  prefersDark.addEventListener("change", () => state.theme === "auto" && setTheme("auto"));
  addEventListener("hashchange", openLink);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
}

registerView("table", { element: $("view-table"), render: drawTable });
setTheme("auto");
makeFilters();
makeDates();
drawNotes();
startSearch();
listen();
openLink();
flush();
document.documentElement.dataset.ready = "yes";
