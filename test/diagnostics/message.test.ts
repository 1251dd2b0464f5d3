import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { consequenceOf, severityOf } from "../../src/diagnostics/consequence.ts";
import { diagnostic } from "../../src/diagnostics/create.ts";
import type { Diagnostic, DiagnosticCode, DiagnosticData } from "../../src/diagnostics/diagnostic.ts";
import { docsLink } from "../../src/diagnostics/docs-link.ts";
import { messageOf } from "../../src/diagnostics/message.ts";
import { titleOf } from "../../src/diagnostics/title.ts";

const data: DiagnosticData = {
  MS1001: { wrapper: "withSalesSession", argument: "makeHandler()" },
  MS1002: { problem: "';' expected" },
  MS1003: { replacement: "withSalesSessionV2", module: "src/lib/auth/sales.ts" },
  MS1004: { calls: 2 },
  MS1005: { wrapper: "withSalesSession", form: "...args" },
  MS1006: { called: "POST" },
  MS1007: { wrapper: "withSalesSession", enclosing: "salesRoute" },
  MS1008: { wrapper: "withPortalSession" },
  MS1009: { name: "withTenant" },
  MS1010: { version: "8.0.0" },
  MS1011: { wrapper: "withSalesSession", why: "its callback is a generator" },
  MS1012: { wrapper: "withSalesSession", operation: "salesSession.update" },
  MS1020: { wrapper: "withSalesSession", callee: "guarded" },
  MS2001: { callee: "exporter.run" },
  MS2002: { expression: "db[model]" },
  MS2003: { operation: "db.order.fetchAll" },
  MS2004: { why: "the text is built at run time" },
  MS2005: { specifier: "./jobs/${name}" },
  MS2006: { operation: "order.findMany" },
  MS2007: { operation: "order.update" },
  MS2008: { operation: "order.findMany" },
  MS2009: { limit: "40 calls deep" },
  MS2010: { dependency: "src/lib/broken.ts" },
  MS2011: { operations: null },
  MS2012: { operation: "auditLog.create" },
  MS3001: { what: "fetch" },
  MS3002: { what: "sendMail" },
  MS3003: { name: "service" },
  MS3004: { operation: "prisma.order.findMany" },
  MS3005: { keyword: "break" },
  MS3006: { expression: "value" },
  MS3007: { syntax: "arguments" },
  MS3008: { name: "format" },
  MS3009: { name: "total" },
  MS3010: { options: "{ timeout: 20000 }" },
  MS3011: { version: "6.19.0" },
  MS3012: { statement: "try" },
  MS3013: { wrapper: "withSalesSession" },
  MS3014: { operation: "auditLog.create" },
  MS3015: { why: "it holds a spread" },
  MS3016: { name: "plan" },
  MS3017: { syntax: "a default parameter" },
  MS3018: { operation: "customer.findFirst" },
  MS3019: { version: "7.10.0" },
  MS3020: { operation: "order.create" },
  MS3021: { callee: "db.$transaction" },
  MS4001: { name: "withTenant", setting: "app.tenant_id" },
  MS4002: { operation: "order.findMany" },
  MS5001: { expected: "a", found: "b" },
  MS5002: { problem: "it is read-only" },
  MS5003: { target: "../elsewhere/route.ts" },
  MS5004: { first: "1-5", second: "3-8" },
  MS5005: { handler: "src/app/route.ts#POST", operation: "order.create" },
  MS5006: { handler: "src/app/route.ts#POST" },
  MS5007: { handler: "src/app/route.ts#POST" },
};

const codes = Object.keys(data).filter((key): key is DiagnosticCode => key in data);
const page = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");

function findingOf(code: DiagnosticCode): Diagnostic {
  return { code, severity: severityOf(code), file: "src/app/route.ts", line: 3, data: data[code] } as Diagnostic;
}

describe.each(codes)("%s", (code) => {
  test("says what happened and what to do, in whole sentences, with its data", () => {
    const message = messageOf(findingOf(code));
    expect(message).toMatch(/^[A-Z`\w$.].*[.)]$/s);
    expect(message).not.toMatch(/undefined|\[object|\.\.(?!\.)\s| {2}/);
    expect(message.match(/[.:)] ?/g)?.length).toBeGreaterThanOrEqual(1);
  });

  test("has a section in docs/diagnostics.md, which its link leads to", () => {
    expect(page).toContain(`\n## ${code}: ${titleOf(code)}\n\nConsequence: \`${consequenceOf(code)}\`\n`);
    const anchor = docsLink(code).split("#")[1];
    expect(anchor).toMatch(new RegExp(`^${code.toLowerCase()}-[a-z-]+$`));
  });
});

test("docs/diagnostics.md has no section of a code that does not exist, and they are in order", () => {
  const sections = Array.from(page.matchAll(/^## (MS\d{4})/gm), ([, code]) => code);
  expect(sections).toEqual(codes);
});

test("numbers and causes read well", () => {
  const at = { file: "a.ts", line: 1 };
  expect(messageOf(diagnostic("MS2011", at, { operations: 3 }))).toMatch(/^3 reads/);
  expect(messageOf(diagnostic("MS2011", at, { operations: null }))).toMatch(/^Several reads/);
  expect(messageOf(diagnostic("MS1002", at, { problem: "';' expected." }))).toContain("';' expected. It is");
});
