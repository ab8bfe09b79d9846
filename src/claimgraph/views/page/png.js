// The picture in; a PNG file of it out, or what a printer gets: all of the picture, in light colours, and every claim.
"use strict";

/** Name a file after the page. */
function fileName(ending) {
  const words = DATA.title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${words || "claims"}.${ending}`;
}

/** Paint all that is drawn now on a canvas of its own. */
function pictureCanvas(ratio) {
  settle();
  return canvasOf(makeScene(currentLook()), ratio);
}

// ---------------------------------------------------------------- a heading, so that the file can stand in a report

/** Say what the picture shows: how many of the claims, what narrows them, and which sources they are from. */
function captionText() {
  const narrowed = [...$("narrowed").querySelectorAll(".chip > span:first-child")].map((part) => part.textContent);
  const sources = [...new Set(shown.claims.map((claim) => claim.source))].map((id) => shortened(nameOf(id), 90));
  const more = sources.length > 4 ? `, and ${(sources.length - 4).toLocaleString("en")} more` : "";
  const parts = [countText().split(" · ")[0], LARGE && !state.all ? policy.textContent : "", ...narrowed];
  if (sources.length) parts.push(`${sources.length === 1 ? "Source" : "Sources"}: ${sources.slice(0, 4).join(", ")}${more}`);
  return parts.filter(Boolean).join("; ");
}

const shortened = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("").trimEnd()}…` : text);

/** Break a text into lines no wider than so much, at most so many; what is left is cut. */
function linesWithin(ctx, text, wide, most) {
  const lines = [""];
  const fits = (line) => ctx.measureText(line).width <= wide;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (fits(longer) || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] += " …";
  return kept.map((line) => {
    let letters = [...line];
    while (letters.length > 1 && !fits(letters.join(""))) letters = [...letters.slice(0, -2), "…"];
    return letters.join("");
  });
}

/** A picture with the title of the page over it, and what it shows. */
function withHeading(drawn) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(drawn.width, 1200);
  const size = Math.max(30, Math.round(canvas.width / 64));
  const margin = size;
  const ctx = canvas.getContext("2d");
  const parts = [
    { text: DATA.title, font: `600 ${size}px ${FACE}`, colour: colours.text, high: size * 1.3, most: 2 },
    { text: captionText(), font: `${Math.round(size * 0.6)}px ${FACE}`, colour: colours.quiet, high: size * 0.84, most: 4 },
  ];
  const lines = parts.flatMap((part) => {
    ctx.font = part.font;
    return linesWithin(ctx, part.text, canvas.width - 2 * margin, part.most).map((text) => ({ ...part, text }));
  });
  const top = Math.ceil(margin * 1.4 + lines.reduce((sum, line) => sum + line.high, 0));
  canvas.height = top + drawn.height;
  ctx.fillStyle = colours.canvas;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = "top";
  let y = margin;
  for (const { text, font, colour, high } of lines) {
    Object.assign(ctx, { font, fillStyle: colour });
    ctx.fillText(text, margin, y);
    y += high;
  }
  ctx.drawImage(drawn, Math.round((canvas.width - drawn.width) / 2), top);
  return canvas;
}

// ---------------------------------------------------------------- a file

/** Hand the reader a file. */
function saveBlob(blob, name) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function savePng() {
  withHeading(pictureCanvas(2)).toBlob((blob) => {
    if (!blob) return announce("The picture is too large to be saved.");
    saveBlob(blob, fileName("png"));
    return announce("The picture was saved.");
  }, "image/png");
}

// ---------------------------------------------------------------- paper

let paper = null;

addEventListener("beforeprint", () => {
  const { theme } = document.documentElement.dataset;
  document.documentElement.dataset.theme = "light";
  readColours();
  paper?.remove();
  paper = pictureCanvas(2);
  paper.className = "paper";
  document.documentElement.dataset.theme = theme;
  readColours();
  $("graph").append(paper);
});

addEventListener("afterprint", () => {
  paper?.remove();
  paper = null;
});

$("png").addEventListener("click", savePng);

/** Only the graph is a picture. */
onChange((parts) => {
  if (!parts.has("view")) return;
  $("png").disabled = state.view !== "entities";
  $("png").title = $("png").disabled ? "Saves a picture of the graph: go to the graph first" : "Save a picture of the graph";
});
