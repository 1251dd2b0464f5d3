import { expect, it } from "vitest";
import { code, tidy } from "../../bench/generate/code.ts";

it("removes the template's indentation and gives a value of several lines that of its place", () => {
  const inner = "first();\nsecond();";
  const text = code`
    if (ready) {
      ${inner}
    }
  `;
  expect(text).toBe("if (ready) {\n  first();\n  second();\n}");
});

it("tidies what empty values leave behind", () => {
  expect(tidy("call({\n\n  id: id, tenantId: tenantId }) \n\n\n\nend")).toBe("call({\n  id, tenantId })\n\nend\n");
});
