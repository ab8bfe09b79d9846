// Parses files strictly with N3.js, and writes each as N-Quads beside it: FILE.read.
// Its own writer puts `a` for rdf:type into triple terms, which N-Quads do not know.
import { readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { Parser } from "n3";

const FORMATS = { ".nq": "N-Quads", ".trig": "TriG", ".nt": "N-Triples", ".ttl": "Turtle" };
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };

function write(term) {
  switch (term.termType) {
    case "NamedNode": return `<${term.value}>`;
    case "BlankNode": return `_:${term.value}`;
    case "DefaultGraph": return "";
    case "Quad": return `<<( ${write(term.subject)} ${write(term.predicate)} ${write(term.object)} )>>`;
    default: {
      const text = `"${term.value.replace(/[\\"\n\r]/g, (sign) => ESCAPES[sign])}"`;
      return term.language ? `${text}@${term.language}` : `${text}^^<${term.datatype.value}>`;
    }
  }
}

for (const file of process.argv.slice(2)) {
  const quads = new Parser({ format: FORMATS[extname(file)] }).parse(readFileSync(file, "utf-8"));
  const lines = quads.map((quad) => `${[quad.subject, quad.predicate, quad.object, quad.graph].map(write).join(" ")} .\n`);
  writeFileSync(`${file}.read`, lines.join(""));
}
