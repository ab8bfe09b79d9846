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

/** Hand the reader a file. */
function saveBlob(blob, name) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function savePng() {
  pictureCanvas(2).toBlob((blob) => {
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
