import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../src/model/text.ts";
import { applyEdits, findOverlap } from "../../src/plan/apply-edits.ts";

function edit(start: number, end: number, text: string): Edit {
  return { file: "a.ts", start, end, text };
}

test("replaces, inserts and deletes, in any order of the list", () => {
  const edits = [edit(4, 7, ""), edit(0, 3, "THE"), edit(8, 8, "big ")];
  expect(applyEdits("the old fox", edits)).toBe("THE  big fox");
  expect(applyEdits("the old fox", edits.toReversed())).toBe("THE  big fox");
});

test("insertions at one place keep their order and stand before a replacement that starts there", () => {
  expect(applyEdits("ab", [edit(1, 2, "B"), edit(1, 1, "x"), edit(1, 1, "y"), edit(0, 1, "A")])).toBe("AxyB");
});

test("insertions survive the deletion of what stands beside them", () => {
  expect(applyEdits("abc", [edit(1, 1, "<"), edit(1, 2, ""), edit(2, 2, ">")])).toBe("a<>c");
});

test("no edit at all gives the text itself; an empty text can be inserted into", () => {
  expect(applyEdits("a\r\nb", [])).toBe("a\r\nb");
  expect(applyEdits("", [edit(0, 0, "x")])).toBe("x");
});

test("counts UTF-16 code units, as the syntax tree does", () => {
  expect(applyEdits("'🧾' db", [edit(5, 7, "tx")])).toBe("'🧾' tx");
});

describe("refuses", () => {
  test.each([
    ["two that share a character", [edit(0, 3, ""), edit(2, 4, "")]],
    ["one inside another", [edit(0, 9, ""), edit(3, 4, "")]],
    ["an insertion inside a replacement", [edit(0, 3, ""), edit(1, 1, "x")]],
    ["the same replacement twice", [edit(0, 3, "a"), edit(0, 3, "a")]],
    ["an overlap behind an insertion", [edit(0, 5, ""), edit(0, 0, ""), edit(4, 6, "")]],
  ])("%s", (_shape, edits) => {
    expect(findOverlap(edits)).not.toBeNull();
    expect(() => applyEdits("0123456789", edits)).toThrow("Edits overlap");
  });

  test.each([
    ["beyond the end", edit(1, 5, "")],
    ["before the start", edit(-1, 1, "")],
    ["backwards", edit(2, 1, "")],
  ])("an edit that lies %s", (_shape, wrong) => {
    expect(() => applyEdits("abc", [wrong])).toThrow("Edit outside the text");
  });
});

test("equals plain concatenation for any list of edits that touch but do not overlap", () => {
  const pieces = fc.array(fc.record({ keep: fc.string(), drop: fc.string(), text: fc.string() }));
  fc.assert(
    fc.property(pieces, fc.string(), (list, tail) => {
      let source = "";
      let expected = "";
      const edits: Edit[] = [];
      for (const { keep, drop, text } of list) {
        source += keep;
        edits.push(edit(source.length, source.length + drop.length, text));
        source += drop;
        expected += keep + text;
      }
      const isAmbiguous = edits.some((one, index) => one.start < one.end && edits[index + 1]?.end === one.start);
      fc.pre(!isAmbiguous);
      expect(findOverlap(edits)).toBeNull();
      expect(applyEdits(source + tail, edits)).toBe(expected + tail);
    }),
  );
});
