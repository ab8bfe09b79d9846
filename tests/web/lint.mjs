// Scripts in, in the order they run; a line for everything that ESLint has against them, and exit status 1 if there is any.
//
//     node tests/web/lint.mjs src/claimgraph/views/page/data.js src/claimgraph/views/page/make.js …
//
// The page's scripts are classic ones that share their global names, so only all of them together tell which names are missing and which are
// never used. They are linted as one text, and the lines counted back to the files.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

const here = dirname(fileURLToPath(import.meta.url));
const files = process.argv.slice(2).map((path) => ({ path, lines: readFileSync(path, "utf8").replace(/\n$/, "").split("\n") }));

/** Find the file and the line there of a line of the whole. */
function origin(line) {
  let left = line;
  for (const { path, lines } of files) {
    if (left <= lines.length) return `${path}:${left}`;
    left -= lines.length;
  }
  return `the end:${left}`;
}

const eslint = new ESLint({ cwd: here, overrideConfigFile: join(here, "eslint.config.mjs") });
const [result] = await eslint.lintText(files.map(({ lines }) => lines.join("\n")).join("\n"), { filePath: join(here, "page.js") });
for (const { line, column, message, ruleId } of result.messages) console.log(`${origin(line)}:${column}: ${message} (${ruleId ?? "syntax"})`);
process.exitCode = result.messages.length ? 1 : 0;
