import fc from "fast-check";
import { marked } from "marked";
import type { Token, Tokens } from "marked";
import { describe, expect, test } from "vitest";
import { code, message, prose } from "../../src/report/markdown/escape.ts";
import { table } from "../../src/report/markdown/table.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { anyName, anyResult, reversed } from "../support/arbitrary-result.ts";
import { plannedHandler, resultOf } from "../support/planned-handler.ts";
import { sampleResult } from "../support/sample-result.ts";

const tool = { name: "migrate-sessions", version: "0.1.0" };

function isTable(token: Token): token is Tokens.Table {
  return token.type === "table";
}

function tablesOf(markdown: string): Tokens.Table[] {
  return marked.lexer(markdown).filter(isTable);
}

/** What a reader sees of a piece of markdown: its HTML without tags, with references resolved. */
function visible(markdown: string): string {
  const html = marked.parseInline(markdown);
  if (typeof html !== "string") throw new Error("marked is asynchronous");
  return html.replace(/<\/?[a-z]+>/g, "").replace(/&(#?\w+);/g, (_, name: string) => {
    return name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : (entities[name] ?? name);
  });
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };

function firstColumn({ rows }: Tokens.Table): string[] {
  return rows.map(([first]) => visible(first?.text ?? ""));
}

/** What `prose` keeps of a text: everything but line ends, control characters and runs of space. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** The headings of a report, with the tables under each. */
function sectionsOf(markdown: string): Map<string, Tokens.Table[]> {
  const sections = new Map<string, Tokens.Table[]>();
  let title = "";
  for (const token of marked.lexer(markdown)) {
    if (token.type === "heading" && "depth" in token && token.depth === 2) title = String(token["text"]);
    if (isTable(token)) sections.set(title, [...(sections.get(title) ?? []), token]);
  }
  return sections;
}

describe("escaping", () => {
  test("a table with any names has its rows, its columns and its names", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyName, anyName), { minLength: 1, maxLength: 5 }), (names) => {
        const rows = names.map(([id, text, finding]) => [code(id), prose(text), message(finding), "end"]);
        const heads = ["a", "b", "c", "d"].map((head) => ({ head }));
        const [parsed, ...others] = marked.lexer(table(heads, rows).join("\n"));

        expect(others).toEqual([]);
        if (parsed === undefined || !isTable(parsed)) throw new Error("not a table");
        expect(firstColumn(parsed)).toEqual(names.map(([id]) => id));
        const texts = parsed.rows.map((row) => visible(row[1]?.text ?? ""));
        expect(texts).toEqual(names.map(([, text]) => oneLine(text)));
        expect(parsed.rows.map((row) => row.map((cell) => cell.text).at(-1))).toEqual(names.map(() => "end"));
      }),
      { numRuns: 500 },
    );
  });

  test("an everyday path is a plain code span", () => {
    expect(code("src/app/(sales)/api/orders/[orderId]/route.ts#POST:2")).toBe(
      "`src/app/(sales)/api/orders/[orderId]/route.ts#POST:2`",
    );
  });

  test("prose reads the same after rendering, line ends as spaces", () => {
    const text = "a_b *c* [d](e) <f> `g` # h | i ~~j~~ \\ k &amp;\nl";
    expect(visible(prose(text))).toBe(text.replace("\n", " "));
  });

  test("prose with an at sign is no mail address", () => {
    expect(visible(prose("-@0.0"))).toBe("-@0.0");
  });

  test("names between backticks in a message are code", () => {
    expect(message("Nobody awaits `order.count`: add `await`_.")).toBe("Nobody awaits `order.count`: add `await`\\_.");
  });

  test("a name with a backtick of its own does not turn the rest of the message into code", () => {
    expect(visible(message("It goes to `run(`sql`: what it does is unknown."))).toBe(
      "It goes to `run(`sql`: what it does is unknown.",
    );
  });
});

describe("the report", () => {
  test("has every handler once in its last table, whatever the names", () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const ids = result.handlers.map((handler) => handler.id).sort();
        const markdown = renderMarkdown(result, tool);
        const last = tablesOf(markdown).at(-1);
        if (ids.length === 0) return;
        expect(last && firstColumn(last)).toEqual(ids);
        const isVerified = result.verdicts?.some(({ id }) => ids.includes(id)) ?? false;
        expect(last?.header).toHaveLength(isVerified ? 9 : 8);
      }),
    );
  });

  test("gives the same bytes in whatever order things were found", () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        expect(renderMarkdown(reversed(result), tool)).toBe(renderMarkdown(result, tool));
      }),
    );
  });

  test("puts reads before writes, low risk before high, ten and five to a batch", () => {
    const batches = sectionsOf(renderMarkdown(sampleResult(), tool)).get("Rollout order") ?? [];
    expect(batches.map((batch) => batch.rows.length)).toEqual([10, 3, 5, 5]);
    const risks = batches.map((batch) => batch.rows.map((row) => row[2]?.text));
    expect(risks.flat()).toEqual([
      ...Array<string>(12).fill("low"),
      "medium",
      ...Array<string>(8).fill("medium"),
      "high",
      "high",
    ]);
  });

  test("lists each refused handler once, under the reason that decides", () => {
    const refused = sectionsOf(renderMarkdown(sampleResult(), tool)).get("Not rewritten") ?? [];
    expect(refused.flatMap(firstColumn)).toEqual([
      "src/app/(sales)/api/legacy/route.ts#POST",
      "src/app/(sales)/api/webhooks/[provider]/route.ts#POST",
      "src/app/(sales)/api/imports/route.ts#POST",
    ]);
  });

  test("names first the handlers with most external calls under a held connection, and what becomes of each", () => {
    const [, calls] = sectionsOf(renderMarkdown(sampleResult(), tool)).get("Connections") ?? [];
    const rows = calls?.rows.map((row) => [visible(row[1]?.text ?? ""), row[3]?.text]);
    expect(rows).toEqual([
      ["nodemailer sendMail", "not held: runs after the transaction"],
      ["fetch", "not held: runs before the transaction"],
      ["s3 getObject", "**held**: the handler is not rewritten"],
      ["openai chat.completions.create", "not held: there is no transaction"],
      ["stripe charges.create", "**held**: runs inside the transaction"],
    ]);
  });

  test("of one migrated handler says that nothing is left", () => {
    const markdown = renderMarkdown(resultOf([plannedHandler({ state: "migrated", tier: "done" })]), tool);
    expect(markdown).toContain("1 handler in 1 file: 1 migrated,");
    expect(markdown).toContain("No handler is waiting to be rewritten.");
    expect(markdown).toContain("`████████████████████` 100 %");
    expect(markdown).not.toContain("## Not rewritten");
  });
});
