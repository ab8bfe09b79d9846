// Asks a file several queries with Comunica, and writes each answer beside its query: QUERY.json.
import { readFileSync, writeFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-file";

const [file, ...queries] = process.argv.slice(2);
const engine = new QueryEngine();
for (const query of queries) {
  const result = await engine.query(readFileSync(query, "utf-8"), { sources: [{ type: "file", value: file }] });
  const { data } = await engine.resultToString(result, "application/sparql-results+json");
  let text = "";
  for await (const chunk of data) text += chunk;
  const { head, results } = JSON.parse(text); // what it adds about its own work is no part of the format
  writeFileSync(`${query}.json`, JSON.stringify({ head, results }));
}
