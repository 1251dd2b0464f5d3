import type { Statement } from "../program.ts";
import { numberAt, textAt } from "./expressions.ts";
import { noted } from "./noted.ts";
import type { Scope } from "./scope.ts";

/** Lines that do nothing to the database, and that a careless edit would damage. */
export function decoration(
  scope: Scope,
  { what, pick }: Extract<Statement, { kind: "decoration" }>,
): readonly string[] {
  scope.sheet.saw(`decoration.${what}`);
  switch (what) {
    case "push":
      return [noted(scope, textAt(scope, pick))];
    case "comment":
      return ["// await db.task.deleteMany() was too much here; see the ticket.", `total += ${numberAt(scope, pick)};`];
    case "template": {
      const name = scope.fresh("label");
      return [
        `const ${name} = \`\n  – \${input.name}: {\${${numberAt(scope, pick)}}}\n    db.task.create()\n\`;`,
        noted(scope, `${name}.trim()`),
      ];
    }
    case "void":
      return ["void input.name;", `total += ${numberAt(scope, pick)}; /* so far */`];
    case "shadow": {
      const [name, outer] =
        (
          [
            ["tx", "input.count"],
            ["t", "input.count"],
            ["outcome", "input.mode"],
          ] as const
        )[pick % 3] ?? [];
      if (name === undefined || scope.has(name)) return [`total += 1;`];
      const own = scope.fresh(name === "tx" ? "txCount" : name === "t" ? "tCount" : name);
      return [`const ${own} = ${outer} + 1;`, `total += ${own};`];
    }
    case "constants": {
      const [first, second] = [scope.fresh("most"), scope.fresh("least")];
      return [
        `const ${first} = Math.max(total, ${numberAt(scope, pick)}), ${second} = 1;`,
        `if (${first} > ${second}) total = ${first};`,
      ];
    }
    case "wait":
      return ["await Promise.resolve();", "total++;"];
    case "object": {
      const name = scope.fresh("summary");
      return [`const ${name} = { ...input, size: ${numberAt(scope, pick)} };`, noted(scope, `${name}.name`)];
    }
  }
}
