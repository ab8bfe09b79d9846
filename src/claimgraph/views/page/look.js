// The table of looks (look.json) and the theme in; outlines, lines and colours out, for the legend and the pictures.
"use strict";

const LOOK = DATA.look;

/** The colours of the theme in use; `readColours` fills it. */
const colours = { kinds: {}, claims: {} };

/** Read the colours of the light or the dark theme. */
function readColours() {
  const theme = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
  const pick = (table) => Object.fromEntries(Object.entries(table).map(([name, look]) => [name, look[theme]]));
  Object.assign(colours, pick(LOOK.page), { kinds: pick(LOOK.kinds), claims: pick(LOOK.lines) });
}

/** Whether a kind of node is the value of a claim, which is drawn as its own text in a frame. */
const isValue = (kind) => Object.hasOwn(LOOK.values, kind);

/** The frame of a value: "round", "dashed" or "square". */
const valueFrameOf = (kind) => (isValue(kind) ? LOOK.values[kind] : "square");

/** The name under which a kind stands in the table. */
const kindName = (kind) => (Object.hasOwn(LOOK.kinds, kind) ? kind : "other");

/** The name under which the colour of a claim stands in the table. */
function claimName({ modality, polarity }) {
  if (polarity === "denied") return "denied";
  return Object.hasOwn(LOOK.lines, modality) ? modality : "asserted";
}

/** The outline of a kind of node, as an SVG path around (0, 0) of radius 1. */
function outlineOf(kind) {
  const { outline } = LOOK.kinds[kindName(kind)];
  if (outline === "circle") return "M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z";
  return `M${outline.map((point) => point.join(",")).join("L")}Z`;
}

/** The line of a modality: its dashes and the head of its arrow. */
const lineOf = (modality) => LOOK.lines[claimName({ modality })];

const kindColour = (kind) => colours.kinds[kindName(kind)];
