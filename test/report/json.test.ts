import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { renderJson } from "../../src/report/json.ts";
import { anyResult, reversed } from "../support/arbitrary-result.ts";
import { sampleResult } from "../support/sample-result.ts";
import { reportContract } from "./report-contract.ts";

const tool = { name: "migrate-sessions", version: "0.1.0" };

function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

test("any result is written by the contract, and its bytes do not depend on the order of what was found", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const text = renderJson(result, tool);
      reportContract.parse(parsed(text));
      expect(renderJson(reversed(result), tool)).toBe(text);
    }),
  );
});

test("the handlers of the report are sorted by id, code unit by code unit", () => {
  const { handlers } = reportContract.parse(parsed(renderJson(sampleResult(), tool)));
  const ids = handlers.map((handler) => handler.id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toHaveLength(sampleResult().handlers.length);
});

test("a handler is written with the fields of the contract and no others", () => {
  const { handlers } = reportContract.parse(parsed(renderJson(sampleResult(), tool)));
  const orders = handlers.find((handler) => handler.id === "src/app/(sales)/api/orders/route.ts#POST");
  expect(orders).toMatchObject({
    route: "/api/orders",
    state: "legacy",
    classification: "write",
    tier: "review",
    phase: 3,
    risk: "high",
    regions: [{ startLine: 20, endLine: 27 }],
    externalCalls: [
      { what: "nodemailer sendMail", line: 29, position: "after" },
      { what: "fetch", line: 4, position: "before" },
    ],
  });
  expect(orders?.reasons.map((reason) => reason.code)).toEqual(["MS3002", "MS2012"]);
});

describe("docs/report.schema.json", () => {
  const schema = parsed(readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8"));
  const published = z.fromJSONSchema(z.record(z.string(), z.json()).parse(schema));

  test("accepts any report", () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        published.parse(parsed(renderJson(result, tool)));
      }),
      { numRuns: 50 },
    );
  });

  test("asks for exactly the fields of the contract, at every level", () => {
    expect(shapeOf(schema, schema)).toEqual(shapeOf(z.toJSONSchema(reportContract), null));
  });

  test.each([
    ["a missing field", { root: undefined }],
    ["another version", { version: 2 }],
    ["a handler without id", { handlers: [{}] }],
  ])("refuses %s", (_, change) => {
    const report = reportContract.parse(parsed(renderJson(sampleResult(), tool)));
    expect(published.safeParse({ ...report, ...change }).success).toBe(false);
  });
});

const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Names of the required fields, nested: what two schemas must have in common, however they are written. */
function shapeOf(schema: unknown, root: unknown): unknown {
  const node = schemaNode.parse(schema);
  if (node.$ref !== undefined) return shapeOf(definition(node.$ref, root), root);
  if (node.anyOf !== undefined) {
    return node.anyOf.map((inner) => shapeOf(inner, root)).find((shape) => shape !== "value") ?? "value";
  }
  if (node.items !== undefined) return [shapeOf(node.items, root)];
  if (node.properties === undefined) return "value";
  expect([...(node.required ?? [])].sort()).toEqual(Object.keys(node.properties).sort());
  return Object.fromEntries(Object.entries(node.properties).map(([name, inner]) => [name, shapeOf(inner, root)]));
}

function definition(reference: string, root: unknown): unknown {
  const { $defs } = z.looseObject({ $defs: z.record(z.string(), z.unknown()) }).parse(root);
  return $defs[reference.replace("#/$defs/", "")];
}
