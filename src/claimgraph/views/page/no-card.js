// No graphics card in; somebody who answers for it out: sigma asks for its limits as it loads, whether there is one or not.
"use strict";

const browserContext = HTMLCanvasElement.prototype.getContext;

HTMLCanvasElement.prototype.getContext = function answerForACard(kind, ...more) {
  const context = browserContext.call(this, kind, ...more);
  return context ?? (kind === "webgl" ? { canvas: this, getParameter: () => 0 } : null);
};

/** Let the browser answer again, once sigma is loaded. */
function forgetNoCard() {
  HTMLCanvasElement.prototype.getContext = browserContext;
}
