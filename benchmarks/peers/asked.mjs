// What several questions cost with Comunica: loads a file once, then asks each question so many times.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [packages, path, questions, rounds] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const { QueryEngine } = require("@comunica/query-sparql-file");
const engine = new QueryEngine();
const context = { sources: [{ type: "file", value: path }] };

async function ask(sparql) {
  const bindings = await engine.queryBindings(sparql, context);
  let rows = 0;
  for await (const row of bindings) rows += [...row].length > 0;
  return rows;
}

const answer = { load: 0, rows: {}, seconds: {} };
const begin = performance.now();
await ask("SELECT * { ?s ?p ?o } LIMIT 1"); // reads the file, which the engine then keeps
answer.load = (performance.now() - begin) / 1000;
for (const [name, sparql] of Object.entries(JSON.parse(readFileSync(questions, "utf-8")))) {
  answer.rows[name] = await ask(sparql);
  answer.seconds[name] = [];
  for (let n = 0; n < Number(rounds); n += 1) {
    const start = performance.now();
    await ask(sparql);
    answer.seconds[name].push((performance.now() - start) / 1000);
  }
}
console.log(JSON.stringify(answer));
