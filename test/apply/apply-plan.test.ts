import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { readJournal } from "../../src/apply/journal.ts";
import { UserError } from "../../src/diagnostics/user-error.ts";
import { hashOf } from "../../src/io/text-file.ts";
import { creating, planOf, replacing } from "../support/plans.ts";
import { readTree, temporaryTree } from "../support/temporary-tree.ts";

const orders = 'return withSalesSession(request, "🧾");\n';
const skus = "return withSalesSession(request);\r\n";

function codes(refusals: readonly { readonly code: string; readonly file: string }[]): readonly string[] {
  return refusals.map(({ code, file }) => `${code} ${file}`);
}

describe("changes files", () => {
  test("edits, creates, and says which", async () => {
    const root = temporaryTree({ "orders.ts": orders, "app/(sales)/[id]/skus.ts": skus });
    const plan = planOf(
      replacing("orders.ts", orders, { withSalesSession: "withSalesSessionV2", request: "req" }),
      replacing("app/(sales)/[id]/skus.ts", skus, { withSalesSession: "withSalesSessionV2" }),
      creating("lib/auth/sales.ts", "export {};\n"),
    );
    expect(await applyPlan(plan, { root })).toEqual({
      written: ["orders.ts", "app/(sales)/[id]/skus.ts"],
      created: ["lib/auth/sales.ts"],
      unchanged: [],
      refusals: [],
      remaining: [],
    });
    expect(readTree(root)).toEqual({
      "orders.ts": 'return withSalesSessionV2(req, "🧾");\n',
      "app/(sales)/[id]/skus.ts": "return withSalesSessionV2(request);\r\n",
      "lib/auth/sales.ts": "export {};\n",
    });
  });

  test("keeps the byte order mark and the file's mode, and leaves no temporary file", async () => {
    const text = `\uFEFF${orders}`;
    const root = temporaryTree({ "orders.ts": text });
    chmodSync(join(root, "orders.ts"), 0o640);
    await applyPlan(planOf(replacing("orders.ts", text, { withSalesSession: "guard" })), { root });
    expect(readTree(root)).toEqual({ "orders.ts": '\uFEFFreturn guard(request, "🧾");\n' });
    expect(statSync(join(root, "orders.ts")).mode & 0o777).toBe(0o640);
  });

  test("writes the original to the journal first, which git does not see", async () => {
    const text = `\uFEFF${orders}`;
    const root = temporaryTree({ "orders.ts": text });
    const plan = planOf(replacing("orders.ts", text, { withSalesSession: "guard" }), creating("new.ts", "x"));
    await applyPlan(plan, { root });
    expect(readFileSync(join(root, ".migrate-sessions/.gitignore"), "utf8")).toBe("*\n");
    const after = readFileSync(join(root, "orders.ts"));
    expect(readJournal(root)).toMatchObject([
      {
        file: "orders.ts",
        handlers: ["orders.ts#POST"],
        before: { hash: hashOf(text), text },
        after: { hash: hashOf(after) },
      },
      { file: "new.ts", before: null, after: { hash: hashOf("x") } },
    ]);
  });

  test("follows a symbolic link that stays inside the root", async () => {
    const root = temporaryTree({ "real/orders.ts": orders });
    symlinkSync(join(root, "real"), join(root, "linked"));
    const plan = planOf(replacing("linked/orders.ts", orders, { withSalesSession: "guard" }));
    expect((await applyPlan(plan, { root })).written).toEqual(["linked/orders.ts"]);
    expect(readFileSync(join(root, "real/orders.ts"), "utf8")).toContain("guard");
  });

  test("a second time changes nothing and refuses nothing", async () => {
    const root = temporaryTree({ "orders.ts": orders });
    const plan = planOf(replacing("orders.ts", orders, { withSalesSession: "guard" }), creating("new.ts", "x"));
    await applyPlan(plan, { root });
    const tree = readTree(root);
    expect(await applyPlan(plan, { root })).toMatchObject({
      written: [],
      unchanged: ["orders.ts", "new.ts"],
      refusals: [],
    });
    expect(readTree(root)).toEqual(tree);
  });
});

describe("refuses one file and changes the others", () => {
  const others = replacing("skus.ts", skus, { withSalesSession: "guard" });

  test("changed since the plan was made, or gone", async () => {
    const root = temporaryTree({ "orders.ts": `${orders}// later\n`, "skus.ts": skus });
    const plan = planOf(
      replacing("orders.ts", orders, { withSalesSession: "guard" }),
      replacing("gone.ts", orders, { withSalesSession: "guard" }),
      others,
    );
    const result = await applyPlan(plan, { root });
    expect(codes(result.refusals)).toEqual(["MS5001 orders.ts", "MS5001 gone.ts"]);
    expect(result.written).toEqual(["skus.ts"]);
    expect(readTree(root)["orders.ts"]).toBe(`${orders}// later\n`);
  });

  test("read-only", async () => {
    const root = temporaryTree({ "orders.ts": orders, "skus.ts": skus });
    chmodSync(join(root, "orders.ts"), 0o444);
    const plan = planOf(replacing("orders.ts", orders, { withSalesSession: "guard" }), others);
    const result = await applyPlan(plan, { root });
    expect(result.refusals).toMatchObject([{ code: "MS5002", data: { problem: "it is read-only" } }]);
    expect(result.written).toEqual(["skus.ts"]);
    expect(readTree(root)["orders.ts"]).toBe(orders);
  });

  test("behind a symbolic link that leads out of the root: the file, its directory, a directory to create in", async () => {
    const outside = temporaryTree({ "orders.ts": orders, "deep/orders.ts": orders });
    const root = temporaryTree({ "skus.ts": skus });
    symlinkSync(join(outside, "orders.ts"), join(root, "orders.ts"));
    symlinkSync(outside, join(root, "linked"));
    const changes = { withSalesSession: "guard" };
    const plan = planOf(
      replacing("orders.ts", orders, changes),
      replacing("linked/deep/orders.ts", orders, changes),
      creating("linked/new/file.ts", "x"),
      others,
    );
    const result = await applyPlan(plan, { root });
    expect(codes(result.refusals)).toEqual([
      "MS5003 orders.ts",
      "MS5003 linked/deep/orders.ts",
      "MS5003 linked/new/file.ts",
    ]);
    expect(result.written).toEqual(["skus.ts"]);
    expect(readTree(outside)).toEqual({ "orders.ts": orders, "deep/orders.ts": orders });
  });

  test("a dangling symbolic link is not written through", async () => {
    const outside = temporaryTree();
    const root = temporaryTree();
    symlinkSync(join(outside, "new.ts"), join(root, "new.ts"));
    const result = await applyPlan(planOf(creating("new.ts", "x")), { root });
    expect(codes(result.refusals)).toEqual(["MS5003 new.ts"]);
    expect(existsSync(join(outside, "new.ts"))).toBe(false);
  });

  test("overlapping edits, or edits beyond the end", async () => {
    const root = temporaryTree({ "orders.ts": orders, "more.ts": orders, "skus.ts": skus });
    const overlapping = replacing("orders.ts", orders, { withSalesSession: "a", SalesSession: "b" });
    const beyond = { ...overlapping, file: "more.ts", edits: [{ file: "more.ts", start: 0, end: 999, text: "" }] };
    const result = await applyPlan(planOf(overlapping, beyond, others), { root });
    expect(codes(result.refusals)).toEqual(["MS5004 orders.ts", "MS5004 more.ts"]);
    expect(readTree(root)).toMatchObject({ "orders.ts": orders, "more.ts": orders });
  });

  test("not UTF-8, not a file", async () => {
    const latin1 = Buffer.from("// \xe4\n", "latin1");
    const root = temporaryTree({ "latin1.ts": latin1 });
    mkdirSync(join(root, "directory.ts"));
    const plan = planOf(
      {
        file: "latin1.ts",
        hash: hashOf(latin1),
        handlers: [],
        edits: [{ file: "latin1.ts", start: 0, end: 2, text: "" }],
      },
      replacing("directory.ts", "", {}),
    );
    const result = await applyPlan(plan, { root });
    expect(codes(result.refusals)).toEqual(["MS5002 latin1.ts", "MS5002 directory.ts"]);
    expect(readFileSync(join(root, "latin1.ts"))).toEqual(latin1);
  });

  test("a file to create that is there already", async () => {
    const root = temporaryTree({ "new.ts": "mine\n" });
    const result = await applyPlan(planOf(creating("new.ts", "x\n")), { root });
    expect(codes(result.refusals)).toEqual(["MS5002 new.ts"]);
    expect(readTree(root)).toEqual({ "new.ts": "mine\n" });
  });
});

describe("an interruption", () => {
  test("finishes the file at hand, leaves the others, and a second run completes", async () => {
    const files = { "a.ts": orders, "b.ts": orders, "c.ts": orders };
    const root = temporaryTree(files);
    const plan = planOf(...Object.keys(files).map((file) => replacing(file, orders, { withSalesSession: "guard" })));
    const controller = new AbortController();
    const first = await applyPlan(plan, { root, signal: controller.signal, onFile: () => controller.abort() });
    expect(first).toMatchObject({ written: ["a.ts"], remaining: ["b.ts", "c.ts"] });
    expect(readTree(root)).toMatchObject({ "b.ts": orders, "c.ts": orders });
    const second = await applyPlan(plan, { root });
    expect(second).toMatchObject({ written: ["b.ts", "c.ts"], unchanged: ["a.ts"], refusals: [], remaining: [] });
  });
});

describe("the journal", () => {
  test("that leads out of the root stops everything before a file is touched", async () => {
    const outside = temporaryTree();
    const root = temporaryTree({ "orders.ts": orders });
    symlinkSync(outside, join(root, ".migrate-sessions"));
    const plan = planOf(replacing("orders.ts", orders, { withSalesSession: "guard" }));
    await expect(applyPlan(plan, { root })).rejects.toThrow(UserError);
    expect(readTree(root)).toEqual({ "orders.ts": orders });
    expect(readTree(outside)).toEqual({});
  });

  test("that cannot be written leaves the file as it is", async () => {
    const root = temporaryTree({ "orders.ts": orders, ".migrate-sessions": "a file, not a directory" });
    const plan = planOf(replacing("orders.ts", orders, { withSalesSession: "guard" }));
    await expect(applyPlan(plan, { root })).rejects.toThrow(UserError);
    expect(readTree(root)).toEqual({ "orders.ts": orders });
  });

  test("with a line that a crash cut short is still read", () => {
    const entry = { version: 1, run: "r", file: "a.ts", handlers: [], before: null, after: { hash: "1" } };
    const root = temporaryTree({ ".migrate-sessions/journal.jsonl": `${JSON.stringify(entry)}\n{"version":1,"fi` });
    expect(readJournal(root)).toEqual([entry]);
  });
});

test("a root that is not there is an expected error", async () => {
  const root = temporaryTree();
  await expect(applyPlan(planOf(), { root: join(root, "none") })).rejects.toThrow(UserError);
  writeFileSync(join(root, "file"), "");
  await expect(applyPlan(planOf(), { root: join(root, "file") })).rejects.toThrow(UserError);
});
