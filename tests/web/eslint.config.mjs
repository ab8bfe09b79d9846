// What ESLint asks of the page's own scripts. They share one scope, so they are looked at as one script: see lint.mjs.

import js from "@eslint/js";

/** All that the page takes from the browser and from the libraries that stand before its own scripts. What is not here, it does not use. */
const GIVEN = [
  // the document
  "document", "HTMLCanvasElement", "window", "location", "history", "navigator", "matchMedia", "getComputedStyle", "innerWidth", "innerHeight", "devicePixelRatio",
  "addEventListener", "dispatchEvent", "print", "Node", "Element", "HTMLElement", "Event", "MouseEvent", "KeyboardEvent", "CSS",
  // time
  "requestAnimationFrame", "cancelAnimationFrame", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "queueMicrotask",
  "requestIdleCallback",
  // pictures, files, sizes
  "Path2D", "Image", "Blob", "URL", "URLSearchParams", "ResizeObserver", "IntersectionObserver", "WebGL2RenderingContext", "structuredClone",
  "localStorage",
  // libraries
  "vis", "Sigma", "graphology",
];

/** Ways to make markup of text, or to run it. */
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTML", "setHTMLUnsafe", "parseHTMLUnsafe", "parseFromString",
  "createContextualFragment", "srcdoc"];

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: 2023, sourceType: "script", globals: Object.fromEntries(GIVEN.map((name) => [name, "readonly"])) },
    rules: {
      "eqeqeq": ["error", "always", { null: "ignore" }],
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-restricted-properties": ["error",
        ...MARKUP.map((property) => ({ property, message: "Make elements with make(), whose text is only text." })),
        ...["write", "writeln"].map((property) => ({ object: "document", property }))],
      "no-restricted-syntax": ["error",
        { selector: "CallExpression[callee.property.name=/^setAttribute/][arguments.0.value=/^(style|on.*)$/i]", message: "The page's policy forbids this attribute." },
        { selector: "Literal[value=/^on[a-z]+=/]", message: "No handlers in markup." }],
      "no-script-url": "error",
      "no-throw-literal": "error",
      "no-unneeded-ternary": "error",
      "no-unused-vars": ["error", { vars: "all", args: "after-used", caughtErrors: "all" }],
      // A function may call what stands further down; what runs at once may not.
      "no-use-before-define": ["error", { functions: false, classes: true, variables: false }],
      "no-useless-concat": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
];
