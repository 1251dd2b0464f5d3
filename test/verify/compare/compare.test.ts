import { describe, expect, test } from "vitest";
import { compareObservations, inSameOrder } from "../../../src/verify/compare/compare.ts";
import { renderDifference } from "../../../src/verify/compare/render.ts";
import { unstablePaths } from "../../../src/verify/compare/stability.ts";

const mail = { method: "POST", url: "https://mail.invalid/send", body: null, answered: 200 };
const sms = { ...mail, url: "https://sms.invalid/send" };

describe("comparing", () => {
  test("equal observations have no difference", () => {
    expect(compareObservations({ status: 200, body: [1] }, { status: 200, body: [1] }, [])).toBeNull();
  });

  test("what differs is named, in the order in which a person reads", () => {
    const difference = compareObservations(
      { status: 500, body: null, "rows.Order": { added: [] }, calls: [mail] },
      { status: 200, body: null, calls: [] },
      [],
    );
    expect(difference?.parts.map(({ part }) => part)).toEqual(["status", "rows.Order", "calls"]);
    expect(difference?.parts[1]).toEqual({ part: "rows.Order", legacy: { added: [] }, migrated: undefined });
  });

  test("external calls may swap, and it is told that they did", () => {
    const [before, after] = [{ calls: [mail, sms] }, { calls: [sms, mail] }];
    expect(compareObservations(before, after, [])).toBeNull();
    expect(inSameOrder(before, after)).toBe(false);
    expect(compareObservations(before, { calls: [mail, mail] }, [])).not.toBeNull();
  });
});

describe("what is unstable", () => {
  const first = {
    body: {
      token: "a",
      items: [
        { key: 1, name: "x" },
        { key: 2, name: "y" },
      ],
    },
    headers: { etag: ["1"] },
  };
  const second = {
    body: {
      token: "b",
      items: [
        { key: 3, name: "x" },
        { key: 4, name: "y" },
      ],
    },
    headers: { etag: ["2"] },
  };
  const paths = unstablePaths(first, second);

  test("has a path, one for all items of a list", () => {
    expect(paths).toEqual(["body.items[].key", "body.token", "headers.etag[]"]);
  });

  test("is left out of the comparison, the rest is not", () => {
    expect(compareObservations(first, second, paths)).toBeNull();
    const other = { ...second, body: { ...second.body, items: [] } };
    expect(compareObservations(first, other, paths)).not.toBeNull();
  });

  test("is a whole list if its length differs", () => {
    expect(unstablePaths({ body: [1] }, { body: [1, 2] })).toEqual(["body"]);
  });
});

describe("rendering", () => {
  const found = { handlers: ["src/app/api/orders/route.ts#POST"], request: "places an order", fault: null };

  test("shows the handler, the request, the fault and a diff of each part", () => {
    const difference = { parts: [{ part: "status", legacy: 500, migrated: 200 }] };
    expect(renderDifference({ ...found, fault: "statement 1 of 2 fails", difference }).split("\n")).toEqual([
      "src/app/api/orders/route.ts#POST",
      "  request: places an order",
      "  fault:   statement 1 of 2 fails",
      "  differs: status (- legacy, + migrated)",
      "",
      "  status",
      "    -500",
      "    +200",
    ]);
  });

  test("ends after 80 lines with a note", () => {
    const rows = Array.from({ length: 200 }, (_, index) => index);
    const text = renderDifference({ ...found, difference: { parts: [{ part: "body", legacy: rows, migrated: [] }] } });
    expect(text.split("\n")).toHaveLength(80);
    expect(text).toMatch(/\(\d+ more lines\)$/);
  });
});
