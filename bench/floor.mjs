// The floor: what any program with ts-morph has to spend on these files, and nothing else. Imports the compiler, reads
// and parses. Usage: node floor.mjs LIST, LIST being a JSON file with an array of absolute paths. Plain JavaScript, so
// that nothing has to be compiled before it runs.
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";

const files = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
let nodes = 0;
for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  nodes += source.nodeCount;
}
process.stdout.write(`${files.length} files, ${nodes} nodes\n`);
