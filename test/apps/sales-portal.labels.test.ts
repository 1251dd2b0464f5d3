import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { parseHandlerId } from "../support/sample-app/handler-id.ts";
import { countWrapperCalls, readLabels } from "../support/sample-app/labelled-handlers.ts";

const labels = await readLabels(SALES_PORTAL);
const ids = Object.keys(labels);

describe("the labels of the sales portal", () => {
  test("name every wrapper call in its sources", async () => {
    const labelled: Record<string, number> = {};
    for (const { file } of ids.map(parseHandlerId)) labelled[file] = (labelled[file] ?? 0) + 1;
    expect(labelled).toEqual(await countWrapperCalls(SALES_PORTAL));
  });

  test("name files that exist", () => {
    expect(ids.filter((id) => !existsSync(join(SALES_PORTAL, parseHandlerId(id).file)))).toEqual([]);
  });

  test("have a recorded request each, and no request is for another handler", () => {
    expect([...new Set(requests.map((request) => request.handler))].sort()).toEqual([...ids].sort());
  });

  test("show the mix of a real application", () => {
    const share = (wanted: string) => ids.filter((id) => labels[id]?.classification === wanted).length / ids.length;
    expect(ids.length).toBeGreaterThanOrEqual(75);
    expect(share("read")).toBeGreaterThan(0.45);
    expect(share("write")).toBeGreaterThan(0.4);
    expect(share("none")).toBeGreaterThan(0.02);
    expect(share("unknown")).toBeLessThan(0.08);
  });

  test("agree with what the requests leave in the database", () => {
    const writers = new Set(
      requests.filter((request) => request.writes !== undefined).map((request) => request.handler),
    );
    const wrong = ids.filter((id) => {
      const { classification } = labels[id] ?? {};
      return classification !== "unknown" && writers.has(id) !== (classification === "write");
    });
    expect(wrong).toEqual([]);
  });

  test("are explained in SHAPES.md, shape by shape and handler by handler", () => {
    const rows = readFileSync(join(SALES_PORTAL, "SHAPES.md"), "utf8").matchAll(/^\| (.+) \|$/gm);
    const cells = [...rows].map(([, row = ""]) => row.split(" | ").map((cell) => cell.replaceAll("`", "")));
    const shapes = cells.filter(([code = ""]) => /^[ABC]\d+$/.test(code));
    const explained = cells.filter(([id = ""]) => id.startsWith("src/"));

    expect(shapes.length).toBeGreaterThanOrEqual(65);
    expect(shapes.filter(([code = "", , id = ""]) => !labels[id]?.shapes.includes(code))).toEqual([]);
    expect(Object.fromEntries(explained.map(([id, codes = "", kind]) => [id, [codes.split(" "), kind]]))).toEqual(
      Object.fromEntries(ids.map((id) => [id, [labels[id]?.shapes, labels[id]?.classification]])),
    );
  });
});
