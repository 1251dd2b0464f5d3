import { code, tidy } from "./code.ts";
import { fillers } from "./fillers.ts";
import { services } from "./foundation.ts";
import type { Helper, HelperResult } from "./helper.ts";
import { importOf, statementsOf } from "./helper.ts";
import { countOperation, findOperation, listOperation, writeOperation } from "./operations.ts";
import type { Surroundings } from "./operations.ts";
import type { Random } from "./random.ts";

/** The text of a helper's file. */
export function helperFile(helper: Helper, random: Random): string {
  const filler = random.pick(fillers);
  const service = helper.external ? random.pick(services) : null;
  const statements = [
    "const details: string[] = [];",
    ownReads(helper, random),
    ...helper.callees.map((callee, index) => statementsOf(callee, clientOf(helper), `step${index + 1}`)),
    ...Array.from({ length: helper.ownWrites }, () => `await ${writeOperation(random, clientOf(helper))};`),
    service ? `await ${service.name}({ id, name: details.join(", ") });` : "",
    resultOf(helper.returns, filler.name),
  ];
  const imports = [
    helper.form === "global" ? 'import { prisma } from "@/lib/prisma";' : 'import type { Db } from "@/lib/prisma";',
    helper.returns === "saved"
      ? 'import type { Saved } from "@/lib/summary";'
      : 'import type { Summary } from "@/lib/summary";',
    service ? `import { ${service.name} } from "@/lib/services/${service.file}";` : "",
    ...helper.callees.map(importOf),
  ];
  const body = statements.filter(Boolean).join("\n");
  return tidy(`${imports.filter(Boolean).join("\n")}\n\n${declaration(helper, body)}\n\n${filler.code}`);
}

function clientOf({ form, model, other }: Helper): Surroundings {
  const [client, tenant] = form === "service" ? ["this.db", "this.tenantId"] : ["db", "tenantId"];
  return { client: form === "global" ? "prisma" : client, tenant, id: "id", model, other };
}

/** What the helper reads itself: the value that it returns, or what it checks before it writes. */
function ownReads(helper: Helper, random: Random): string {
  const at = clientOf(helper);
  const reads: Record<HelperResult, string> = {
    record: code`
      const found = await ${findOperation(at)};
      if (!found) return null;
    `,
    records: `const found = await ${listOperation(random, at)};`,
    number: `const amount = await ${countOperation(random, at)};`,
    saved: code`
      const found = await ${findOperation(at)};
      if (!found) throw new Error("${helper.model.name} not found: " + id);
    `,
    nothing: code`
      const open = await ${countOperation(random, at)};
      if (open === 0) return;
    `,
  };
  return reads[helper.returns];
}

function resultOf(returns: HelperResult, filler: string): string {
  const results: Record<HelperResult, string> = {
    record: `return { ...found, name: ${filler}([found.name, ...details].join(" ")) };`,
    records: `return found.map((entry) => ({ ...entry, name: ${filler}(entry.name + details.join("")) }));`,
    number: `return amount + details.map(${filler}).length;`,
    saved: `details.push(${filler}(found.name));\nreturn { id: details.length > 0 ? found.id : id };`,
    nothing: `details.push(${filler}(id));`,
  };
  return results[returns];
}

const resultTypes: Record<HelperResult, string> = {
  record: "Summary | null",
  records: "Summary[]",
  number: "number",
  saved: "Saved",
  nothing: "void",
};

function declaration(helper: Helper, body: string): string {
  const result = `Promise<${resultTypes[helper.returns]}>`;
  if (helper.form === "service") {
    return code`
      export class ${helper.name} {
        constructor(
          private readonly db: Db,
          private readonly tenantId: string,
        ) {}

        async run(id: string): ${result} {
          ${body}
        }
      }
    `;
  }
  return code`
    export async function ${helper.name}(${parameters[helper.form]}): ${result} {
      ${body}
    }
  `;
}

const parameters = {
  "client-first": "db: Db, tenantId: string, id: string",
  "client-last": "tenantId: string, id: string, db: Db",
  object: "{ db, tenantId }: { db: Db; tenantId: string }, id: string",
  global: "tenantId: string, id: string",
} as const;
