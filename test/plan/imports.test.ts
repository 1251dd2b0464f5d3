import fc from "fast-check";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import { planImports, type ImportPlan, type ImportRequest } from "../../src/plan/imports.ts";
import { parseFileFacts } from "../support/parse-file-facts.ts";

interface Wish {
  /** Calls of each local name that are migrated; all of them if absent. */
  readonly calls?: number;
  readonly locals?: readonly string[];
  readonly tenant?: boolean;
  readonly hidden?: readonly string[];
}

const tenantTransaction = { name: "withTenant", specifier: "@/lib/prisma", resolved: "src/lib/prisma.ts" };

function plan(text: string, { calls, locals = ["withSalesSession"], tenant = false, hidden = [] }: Wish): ImportPlan {
  const facts = parseFileFacts("src/app/api/orders/route.ts", text);
  const usesOf = (local: string): number =>
    facts.imports.flatMap((statement) => statement.names).find((name) => name.local === local)?.uses.length ?? 1;
  const request: ImportRequest = {
    wrappers: locals.map((local) => ({ local, replacement: "withSalesSessionV2", calls: calls ?? usesOf(local) })),
    tenantTransaction: tenant ? tenantTransaction : null,
    hiddenNames: hidden,
  };
  return planImports(facts, text, request);
}

/** The text after the plan, the migrated calls renamed as the plan says. */
function migrated(text: string, wish: Wish): string {
  return applyEdits(text, plan(text, wish).edits);
}

const sales = `from "@/lib/auth/sales";`;
const call = "\n\nwithSalesSession(request, handler);\n";

describe("all uses of the wrapper are migrated", () => {
  test.each([
    ["alone", `import { withSalesSession } ${sales}`, `import { withSalesSessionV2 } ${sales}`],
    ["first", `import { withSalesSession, isRep } ${sales}`, `import { withSalesSessionV2, isRep } ${sales}`],
    [
      "beside a type",
      `import { type Rep, withSalesSession } ${sales}`,
      `import { type Rep, withSalesSessionV2 } ${sales}`,
    ],
    ["tight braces", `import {withSalesSession} ${sales}`, `import {withSalesSessionV2} ${sales}`],
    [
      "a list over several lines",
      `import {\n  isRep,\n  withSalesSession, // the session\n} ${sales}`,
      `import {\n  isRep,\n  withSalesSessionV2, // the session\n} ${sales}`,
    ],
    [
      "after a default import",
      `import auth, { withSalesSession } ${sales}`,
      `import auth, { withSalesSessionV2 } ${sales}`,
    ],
    [
      "the replacement is in the list",
      `import { withSalesSession, withSalesSessionV2 } ${sales}`,
      `import { withSalesSessionV2 } ${sales}`,
    ],
    [
      "the replacement is in a list over several lines",
      `import {\n  isRep,\n  withSalesSessionV2,\n  withSalesSession,\n} ${sales}`,
      `import {\n  isRep,\n  withSalesSessionV2,\n} ${sales}`,
    ],
    [
      "the replacement has an import of its own",
      `import { withSalesSession } from "@/lib/auth/sales";\nimport { withSalesSessionV2 } ${sales}`,
      `import { withSalesSessionV2 } ${sales}`,
    ],
    [
      "the replacement is imported beside a default import",
      `import auth, { withSalesSession } ${sales}\nimport { withSalesSessionV2 } ${sales}`,
      `import auth ${sales}\nimport { withSalesSessionV2 } ${sales}`,
    ],
  ])("%s", (_shape, before, after) => {
    expect(migrated(before + call, {})).toBe(after + call);
  });

  test("under an alias: only the imported name changes, and the calls keep theirs", () => {
    const before = `import { withSalesSession as guard } ${sales}\n\nguard(request, handler);\n`;
    expect(migrated(before, { locals: ["guard"] })).toBe(
      before.replace("withSalesSession as", "withSalesSessionV2 as"),
    );
    expect(plan(before, { locals: ["guard"] }).wrapperNames.get("guard")).toBe("guard");
  });

  test("under an alias whose replacement is imported already: its name is used", () => {
    const before = `import { withSalesSession as guard, withSalesSessionV2 } ${sales}\n\nguard(request, handler);\n`;
    expect(plan(before, { locals: ["guard"] }).wrapperNames.get("guard")).toBe("withSalesSessionV2");
    expect(migrated(before, { locals: ["guard"] })).toContain(`import { withSalesSessionV2 } ${sales}`);
  });

  test("a type-only import of the replacement is not enough to call it", () => {
    const before = `import { withSalesSession } ${sales}\nimport type { withSalesSessionV2 as V2 } ${sales}${call}`;
    expect(migrated(before, {})).toContain(`import { withSalesSessionV2 } ${sales}\nimport type`);
  });
});

describe("some uses of the wrapper remain", () => {
  const calls = "\n\nwithSalesSession(a, b);\nwithSalesSession(c, d);\n";
  test.each([
    ["alone", `import { withSalesSession } ${sales}`, `import { withSalesSession, withSalesSessionV2 } ${sales}`],
    [
      "in the middle",
      `import { isRep, withSalesSession, z } ${sales}`,
      `import { isRep, withSalesSession, withSalesSessionV2, z } ${sales}`,
    ],
    [
      "over several lines, with a trailing comma",
      `import {\n  withSalesSession,\n  isRep,\n} ${sales}`,
      `import {\n  withSalesSession,\n  withSalesSessionV2,\n  isRep,\n} ${sales}`,
    ],
    [
      "last of several lines, without a trailing comma, tabs",
      `import {\n\tisRep,\n\twithSalesSession\n} ${sales}`,
      `import {\n\tisRep,\n\twithSalesSession,\n\twithSalesSessionV2\n} ${sales}`,
    ],
    [
      "with a comment on its line",
      `import {\n  withSalesSession, // the session\n  isRep,\n} ${sales}`,
      `import {\n  withSalesSession, // the session\n  withSalesSessionV2,\n  isRep,\n} ${sales}`,
    ],
    [
      "with a comment and no comma",
      `import {\n  isRep,\n  withSalesSession // the session\n} ${sales}`,
      `import {\n  isRep,\n  withSalesSession, // the session\n  withSalesSessionV2\n} ${sales}`,
    ],
    [
      "sharing its line in a list over several lines",
      `import {\n  withSalesSession, isRep\n} ${sales}`,
      `import {\n  withSalesSession, withSalesSessionV2, isRep\n} ${sales}`,
    ],
    [
      "the replacement is there",
      `import { withSalesSession, withSalesSessionV2 } ${sales}`,
      `import { withSalesSession, withSalesSessionV2 } ${sales}`,
    ],
  ])("%s", (_shape, before, after) => {
    expect(migrated(before + calls, { calls: 1 })).toBe(after + calls);
  });

  test("a re-export is a use that remains", () => {
    const before = `import { withSalesSession } ${sales}${call}export { withSalesSession };\n`;
    expect(migrated(before, { calls: 1 })).toContain("{ withSalesSession, withSalesSessionV2 }");
  });

  test("under an alias: the replacement comes unaliased, or with the alias and V2 if that is taken", () => {
    const before = `import { withSalesSession as guard } ${sales}\n\nguard(a);\nguard(b);\n`;
    const free = plan(before, { locals: ["guard"], calls: 1 });
    expect(free.wrapperNames.get("guard")).toBe("withSalesSessionV2");
    expect(applyEdits(before, free.edits)).toContain("{ withSalesSession as guard, withSalesSessionV2 }");
    const taken = plan(`${before}const withSalesSessionV2 = 1;\n`, { locals: ["guard"], calls: 1 });
    expect(taken.wrapperNames.get("guard")).toBe("guardV2");
    expect(applyEdits(before, taken.edits)).toContain("{ withSalesSession as guard, withSalesSessionV2 as guardV2 }");
  });

  test("two aliases of one wrapper share the import of the replacement", () => {
    const before = `import { withSalesSession as a, withSalesSession as b } ${sales}\na(1); a(2); b(1); b(2);\n`;
    expect(migrated(before, { locals: ["a", "b"], calls: 1 })).toContain(
      "{ withSalesSession as a, withSalesSessionV2, withSalesSession as b }",
    );
  });

  test("nothing is migrated: nothing changes", () => {
    expect(plan(`import { withSalesSession } ${sales}${call}`, { calls: 0 }).edits).toEqual([]);
  });
});

describe("a wrapper that no list names", () => {
  test("declared in the file itself, or called through a namespace: no import", () => {
    const declared = plan("function withSalesSession() {}\nwithSalesSession();\n", {});
    expect([declared.edits, declared.wrapperNames.get("withSalesSession")]).toEqual([[], "withSalesSessionV2"]);
  });

  test("the module's default export: the replacement is named beside it", () => {
    const before = `import withSalesSession ${sales}${call}`;
    expect(migrated(before, {})).toBe(`import withSalesSession, { withSalesSessionV2 } ${sales}${call}`);
  });
});

describe("the tenant transaction", () => {
  const none: Wish = { locals: [], tenant: true };
  test.each([
    [
      "joins an import of its module",
      `import { prisma } from "@/lib/prisma";`,
      `import { prisma, withTenant } from "@/lib/prisma";`,
    ],
    [
      "takes its place in a sorted list",
      `import { prisma, z } from "@/lib/prisma";`,
      `import { prisma, withTenant, z } from "@/lib/prisma";`,
    ],
    [
      "goes first over several lines",
      `import {\n  z,\n} from "@/lib/prisma";`,
      `import {\n  withTenant,\n  z,\n} from "@/lib/prisma";`,
    ],
    [
      "goes last in a list without order",
      `import { z, prisma } from "@/lib/prisma";`,
      `import { z, prisma, withTenant } from "@/lib/prisma";`,
    ],
    [
      "joins a default import",
      `import prisma from "@/lib/prisma";`,
      `import prisma, { withTenant } from "@/lib/prisma";`,
    ],
    ["fills empty braces", `import {} from "@/lib/prisma";`, `import { withTenant } from "@/lib/prisma";`],
    [
      "joins by another specifier of the same file",
      `import { prisma } from "../../../lib/prisma";`,
      `import { prisma, withTenant } from "../../../lib/prisma";`,
    ],
    [
      "joins beside inline types",
      `import { type Db } from "@/lib/prisma";`,
      `import { type Db, withTenant } from "@/lib/prisma";`,
    ],
    [
      "never joins `import type`",
      `import type { Db } from "@/lib/prisma";`,
      `import type { Db } from "@/lib/prisma";\nimport { withTenant } from "@/lib/prisma";`,
    ],
    [
      "never joins a namespace",
      `import * as db from "@/lib/prisma";`,
      `import * as db from "@/lib/prisma";\nimport { withTenant } from "@/lib/prisma";`,
    ],
    [
      "never joins a side effect",
      `import "@/lib/prisma";`,
      `import "@/lib/prisma";\nimport { withTenant } from "@/lib/prisma";`,
    ],
    ["is there", `import { withTenant } from "@/lib/prisma";`, `import { withTenant } from "@/lib/prisma";`],
  ])("%s", (_shape, before, after) => {
    expect(migrated(`${before}\n\nexport {};\n`, none)).toBe(`${after}\n\nexport {};\n`);
  });

  test("is used under the local name that it has", () => {
    const text = `import { withTenant as inTenant } from "@/lib/prisma";\n`;
    expect(plan(text, none)).toMatchObject({ edits: [], tenantTransactionName: "inTenant" });
  });

  test("is imported under an alias where its name is taken, at the top or inside a handler", () => {
    const taken = plan(`import { withTenant } from "other";\nwithTenant();\n`, none);
    expect(taken.tenantTransactionName).toBe("withTenantTransaction");
    const hidden = plan(`import { withTenant } from "@/lib/prisma";\n`, { ...none, hidden: ["withTenant"] });
    expect(hidden.tenantTransactionName).toBe("withTenantTransaction");
    expect(applyEdits(`import { withTenant } from "@/lib/prisma";\n`, hidden.edits)).toBe(
      `import { withTenant, withTenant as withTenantTransaction } from "@/lib/prisma";\n`,
    );
  });

  test("takes a number when both names are taken", () => {
    const names = ["withTenant", "withTenantTransaction"];
    expect(plan("", { ...none, hidden: names }).tenantTransactionName).toBe("withTenant2");
  });

  test("shares the list with the wrapper when one module exports both", () => {
    const both = `import { withSalesSession } from "@/lib/prisma";${call}`;
    expect(migrated(both, { tenant: true })).toContain(`import { withSalesSessionV2, withTenant } from`);
    expect(migrated(`${both}withSalesSession();`, { tenant: true, calls: 1 })).toContain(
      `import { withSalesSession, withSalesSessionV2, withTenant } from`,
    );
    const swap = `import { withSalesSession, withSalesSessionV2 } from "@/lib/prisma";${call}`;
    expect(migrated(swap, { tenant: true })).toContain(`import { withTenant, withSalesSessionV2 } from`);
  });
});

describe("a new import line", () => {
  const none: Wish = { locals: [], tenant: true };
  const line = `import { withTenant } from "@/lib/prisma";`;
  test.each([
    [
      "follows the last import",
      `import a from "a";\nimport "b.css";\n\ncode();\n`,
      `import a from "a";\nimport "b.css";\n${line}\n\ncode();\n`,
    ],
    [
      "leaves a comment with its import",
      `import a from "a"; // why\ncode();\n`,
      `import a from "a"; // why\n${line}\ncode();\n`,
    ],
    ["goes between statements of one line", `import a from "a"; code();\n`, `import a from "a";\n${line} code();\n`],
    [
      "stays in the head of the file",
      `import a from "a";\n// note\nimport b from "b";\ncode();\nimport c from "c";\n`,
      `import a from "a";\n// note\nimport b from "b";\n${line}\ncode();\nimport c from "c";\n`,
    ],
    ["opens a file without imports", `code();\n`, `${line}\n\ncode();\n`],
    ["follows a directive", `"use server";\n\ncode();\n`, `"use server";\n\n${line}\n\ncode();\n`],
    ["follows a directive without a blank line", `"use server";\ncode();\n`, `"use server";\n\n${line}\n\ncode();\n`],
    ["follows a licence", `/* MIT */\ncode();\n`, `/* MIT */\n\n${line}\n\ncode();\n`],
    ["ends a file without a last line end", `import a from "a";`, `import a from "a";\n${line}`],
  ])("%s", (_shape, before, after) => {
    expect(migrated(before, none)).toBe(after);
  });

  test("has the file's quotes, semicolons and line ends", () => {
    expect(migrated(`import a from 'a'\r\n\r\ncode()\r\n`, none)).toBe(
      `import a from 'a'\r\nimport { withTenant } from '@/lib/prisma'\r\n\r\ncode()\r\n`,
    );
  });

  test("is not put beside an import that goes", () => {
    const before = `import { withSalesSessionV2 } ${sales}\nimport { withSalesSession } ${sales}${call}`;
    expect(migrated(before, { tenant: true })).toBe(
      `import { withSalesSessionV2 } ${sales}\n${line}\n${call.slice(1)}`,
    );
  });
});

describe("for any import list", () => {
  const pad = fc.constantFrom("", " ", "\n  ", "\n\t", " /* c */ ");
  const other = fc.constantFrom("isRep", "z", "type Rep", "a as b", "Zed");
  const wrapper = fc.constantFrom("withSalesSession", "withSalesSession as guard");
  const file = fc
    .record({
      before: fc.uniqueArray(other, { maxLength: 2 }),
      wrapper,
      hasReplacement: fc.boolean(),
      pad,
      comma: fc.boolean(),
      uses: fc.integer({ min: 1, max: 3 }),
      module: fc.constantFrom("@/lib/auth/sales", "@/lib/prisma"),
      head: fc.constantFrom("", `import type { Db } from "@/lib/prisma";\n`, `import db from "@/lib/prisma";\n`),
    })
    .map((shape) => {
      const names = [...shape.before, shape.wrapper, ...(shape.hasReplacement ? ["withSalesSessionV2"] : [])];
      const list = names.map((name) => shape.pad + name).join(",") + (shape.comma ? "," : "");
      const local = shape.wrapper.split(" ").at(-1) ?? "";
      const calls = `${local}(request);\n`.repeat(shape.uses);
      return { local, text: `${shape.head}import {${list}${shape.pad}} from "${shape.module}";\n\n${calls}` };
    });

  test("the result parses, its names are unique, and planning it again changes nothing", () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 3 }), fc.boolean(), ({ local, text }, calls, tenant) => {
        const outcome = plan(text, { locals: [local], calls, tenant });
        const after = applyEdits(text, outcome.edits);
        const parsed = ts.transpileModule(after, {
          reportDiagnostics: true,
          compilerOptions: { jsx: ts.JsxEmit.Preserve },
        });
        expect(parsed.diagnostics, after).toEqual([]);
        const names = parseFileFacts("a.ts", after).imports.flatMap((statement) => statement.names);
        const locals = names.map((name) => name.local);
        expect(new Set(locals).size, after).toBe(locals.length);
        expect(locals).toContain(outcome.wrapperNames.get(local));
        const again = plan(after, { locals: [local], calls: 0, tenant });
        expect(again.edits, after).toEqual([]);
        expect(again.tenantTransactionName).toBe(outcome.tenantTransactionName);
      }),
      { numRuns: 500 },
    );
  });
});
