// The state in; the part of the address behind # out, and back: a link brings others to what one sees.
"use strict";

/** The hash that was written or read last, so that our own writing is not read again. */
let knownHash = null;

/** Write the state as a hash; what is as at the start is left out. */
function hashOf() {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.append(name, value);
  put("view", state.view !== openingView() && state.view);
  put("claim", state.chosen?.claim);
  put("node", state.chosen?.node);
  for (const [name, values] of state.hidden) put("hide", values.size && `${name}:${[...values].map(encodeURIComponent).join(",")}`);
  put("from", state.from);
  put("to", state.to);
  put("undated", !state.undated && "no");
  put("focus", state.focus?.node);
  put("depth", state.focus && state.focus.depth !== 1 && String(state.focus.depth));
  put("way-from", state.path?.from);
  put("way-to", state.path?.to);
  put("all", state.all && "yes");
  put("sort", state.sort && `${state.sort.down ? "-" : ""}${state.sort.column}`);
  put("q", !searching.wayFrom && $("search").value.trim());
  return parts.toString();
}

const openingView = () => (views.has(DATA.view) ? DATA.view : "entities");

/** Read a hash into a change of the state; what it names and the page does not have is counted. */
function readHash(hash) {
  // An id alone is a link to that thing.
  const parts = new URLSearchParams(hash.includes("=") || !hash ? hash : idOnly(hash));
  const get = (name) => parts.get(name) ?? "";
  const unknown = [];
  const known = (id, isIt) => {
    if (id && !isIt(id)) unknown.push(id);
    return id && isIt(id) ? id : null;
  };
  const claim = known(get("claim"), (id) => CLAIMS.has(id));
  const node = known(get("node"), isKnown);
  const focus = known(get("focus"), isKnown);
  const ends = [known(get("way-from"), isDrawable), known(get("way-to"), isDrawable)];
  const patch = {
    view: views.has(get("view")) ? get("view") : openingView(),
    chosen: claim ? { claim } : node ? { node } : null,
    move: true,
    hidden: readHidden(parts.getAll("hide")),
    from: dayNumber(get("from")) === null ? "" : get("from"),
    to: dayNumber(get("to")) === null ? "" : get("to"),
    undated: get("undated") !== "no",
    focus: focus ? { node: focus, depth: DEPTHS.includes(Number(get("depth"))) ? Number(get("depth")) : 1 } : null,
    path: null,
    all: get("all") === "yes",
    sort: readSort(get("sort")),
  };
  return { patch, ends, words: get("q"), unknown };
}

function idOnly(hash) {
  let id = hash;
  try {
    id = decodeURIComponent(hash);
  } catch {
    // What is no encoding is taken as it is.
  }
  return new URLSearchParams({ [CLAIMS.has(id) ? "claim" : "node"]: id }).toString();
}

function readHidden(texts) {
  const hidden = noneHidden();
  for (const text of texts) {
    const [name, values] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
    if (hidden.has(name)) for (const value of values.split(",")) hidden.get(name).add(decodeOr(value));
  }
  return hidden;
}

function decodeOr(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Go to what the address says; a link to what is not here says so. */
function openLink() {
  const hash = location.hash.slice(1);
  if (hash === knownHash) return;
  knownHash = hash;
  const { patch, ends, words, unknown } = readHash(hash);
  change(patch);
  settle();
  if (ends[0] && ends[1]) change({ path: findWay(...ends) });
  if (words !== $("search").value) $("search").value = words;
  $("missing").hidden = !unknown.length;
  $("missing-text").textContent = `The link names something that is not in this page: ${unknown.join(", ").slice(0, 200)}`;
}

/** Bring the address up to date. */
function saveLink() {
  const hash = hashOf();
  if (hash === knownHash) return;
  knownHash = hash;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // Some browsers forbid it on file:// pages; the page works without.
  }
}

// ---------------------------------------------------------------- copying

/** Put a text on the clipboard, and say so on the button that was pressed. */
async function copyText(text, button) {
  const isCopied = await writeClipboard(text);
  const before = button.textContent;
  if (isCopied) button.textContent = "Copied";
  announce(isCopied ? "Copied" : "The browser does not let this page copy.");
  setTimeout(() => { button.textContent = before; }, 1500);
}

async function writeClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Copy as browsers did before there was a clipboard for scripts. */
function copyBySelection(text) {
  const box = make("textarea", { className: "unseen", "aria-hidden": "true", tabindex: -1 });
  const before = document.activeElement;
  box.value = text;
  document.body.append(box);
  box.select();
  const isCopied = document.execCommand("copy");
  box.remove();
  before?.focus();
  return isCopied;
}
