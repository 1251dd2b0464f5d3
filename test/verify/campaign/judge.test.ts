import { describe, expect, test } from "vitest";
import { diagnostic } from "../../../src/diagnostics/create.ts";
import type { Effect } from "../../../src/model/effect.ts";
import type { FaultClass } from "../../../src/verify/campaign/faults.ts";
import {
  differencesOfNoHandler,
  type HandlerJudgement,
  type JudgedHandler,
  judgeHandlers,
} from "../../../src/verify/campaign/judge.ts";
import type { HandlerOperations } from "../../../src/verify/campaign/operation-log.ts";
import { reconcile } from "../../../src/verify/campaign/reconcile.ts";
import type { FoundDifference, RequestResult } from "../../../src/verify/campaign/request-result.ts";
import { ORDERS_POST, requestResult } from "../../support/verify/observations.ts";

const at = { file: "src/app/api/orders/route.ts", line: 1 };
const throwsAfter = diagnostic("MS3002", at, { what: "fetch" });

function handler(own: Partial<JudgedHandler> = {}): JudgedHandler {
  return { id: ORDERS_POST, tier: "auto", reasons: [], effects: [], ...own };
}

function found(what: FaultClass | null): FoundDifference {
  const step = { step: "external", method: "GET", url: "https://mail.invalid/", occurrence: 0 } as const;
  const fault = what === null ? null : { class: what, legacy: step, migrated: step, position: 1, total: 1 };
  const difference = { parts: [{ part: "status", legacy: 500, migrated: 200 }] };
  return { fault, externalFailed: what === "external", difference };
}

function judge(one: JudgedHandler, ...results: readonly RequestResult[]): HandlerJudgement {
  const [judgement] = judgeHandlers([one], results);
  if (judgement === undefined) throw new Error("no judgement");
  return judgement;
}

describe("the verdict", () => {
  test("is `same` if nothing differs, with the number of requests and faults", () => {
    expect(judge(handler(), requestResult(), requestResult()).verification).toEqual({
      id: ORDERS_POST,
      verdict: "same",
      requests: 2,
      faults: { statement: 12, external: 2 },
      unlisted: [],
    });
  });

  test("is `different` for any difference in tier auto", () => {
    const judgement = judge(handler(), requestResult({ differences: [found("statement")] }));
    expect(judgement.verification.verdict).toBe("different");
    expect(judgement.unexpected).toHaveLength(1);
  });

  test("is `as-listed` if a reason predicts the difference", () => {
    const review = handler({ tier: "review", reasons: [throwsAfter] });
    const judgement = judge(review, requestResult({ differences: [found("external")] }));
    expect(judgement).toMatchObject({ verification: { verdict: "as-listed" }, expected: { MS3002: 1 }, stale: [] });
  });

  test("is `different` if the reason predicts another one", () => {
    const review = handler({ tier: "review", reasons: [throwsAfter] });
    expect(judge(review, requestResult({ differences: [found(null)] })).verification.verdict).toBe("different");
  });

  test("is `different` for a reason of a handler that is not rewritten", () => {
    const manual = handler({ tier: "manual", reasons: [throwsAfter] });
    expect(judge(manual, requestResult({ differences: [found("external")] })).verification.verdict).toBe("different");
  });

  test("is `not-exercised` if no request reached it", () => {
    const other = requestResult({ handlers: { legacy: ["other#GET"], migrated: ["other#GET"] } });
    expect(judge(handler(), other).verification).toMatchObject({ verdict: "not-exercised", requests: 0 });
  });

  test("counts a request that the wrapper turned away for the handlers of its target", () => {
    const refused = requestResult({ handlers: { legacy: [], migrated: [] }, differences: [found(null)] });
    expect(judge(handler(), refused).verification).toMatchObject({ verdict: "different", requests: 0 });
  });

  test("is `different` if only the migrated version breaks", () => {
    const broken = (version: "legacy" | "migrated"): RequestResult =>
      requestResult({ broken: { version, fault: null, message: "died" } });
    expect(judge(handler(), broken("migrated")).verification.verdict).toBe("different");
    expect(judge(handler(), broken("legacy")).verification.verdict).toBe("same");
  });

  test("does not rest on a failing COMMIT", () => {
    const judgement = judge(handler(), requestResult({ differences: [found("commit")] }));
    expect(judgement.verification.verdict).toBe("same");
    expect(judgement.atCommit).toHaveLength(1);
  });
});

test("a difference of a request that is no handler's is not lost", () => {
  const request = {
    ...requestResult().request,
    target: { file: "src/app/page.tsx", exported: "default", kind: "page" },
  } as const;
  const result = requestResult({ request, handlers: { legacy: [], migrated: [] }, differences: [found(null)] });
  expect(differencesOfNoHandler([handler()], [result])).toHaveLength(1);
  expect(differencesOfNoHandler([handler()], [requestResult({ differences: [found(null)] })])).toEqual([]);
});

test("a reason of a nested handler explains a difference of both", () => {
  const inner = handler({ id: "inner#GET", tier: "review", reasons: [throwsAfter] });
  const ids = [ORDERS_POST, "inner#GET"];
  const result = requestResult({ handlers: { legacy: ids, migrated: ids }, differences: [found("external")] });
  const verdicts = judgeHandlers([handler(), inner], [result]).map(({ verification }) => verification.verdict);
  expect(verdicts).toEqual(["as-listed", "as-listed"]);
});

test("a listed deviation that never shows is stale, if it could have shown", () => {
  const review = handler({ tier: "review", reasons: [throwsAfter] });
  const { counts } = requestResult();
  const untried = requestResult({ counts: { ...counts, faults: { ...counts.faults, external: 0 } } });
  expect(judge(review, requestResult()).stale).toEqual(["MS3002"]);
  expect(judge(review, untried).stale).toEqual([]);
});

describe("reconciliation", () => {
  const effect = (own: Partial<Effect>): Effect => ({
    kind: "read",
    model: "order",
    operation: "findMany",
    ...at,
    client: "session",
    path: [],
    canFailWithoutAbort: false,
    ...own,
  });

  const sent = (own: Partial<HandlerOperations>): HandlerOperations[] => [
    { operations: [], whileNested: [], raw: [], ...own },
  ];
  const nothing = { unlisted: [], perhapsUnknown: [], nestedWrapper: [] };

  test("knows operations by model and name, raw SQL by its action", () => {
    const effects = [effect({}), effect({ model: null, operation: "$queryRawUnsafe" })];
    const observed = sent({
      operations: [
        { model: "Order", operation: "findMany" },
        { model: "order", operation: "update" },
      ],
      raw: [{ counts: { $queryRaw: 2 }, settings: 0 }],
    });
    expect(reconcile(observed, effects)).toEqual({ ...nothing, unlisted: ["order.update"] });
  });

  test("an unknown effect may be an operation of its model", () => {
    const effects = [effect({ kind: "unknown", model: "order", operation: "publish" })];
    const operations = [
      { model: "order", operation: "update" },
      { model: "note", operation: "create" },
    ];
    const expected = { ...nothing, unlisted: ["note.create"], perhapsUnknown: ["order.update"] };
    expect(reconcile(sent({ operations }), effects)).toEqual(expected);
  });

  test("raw SQL that is not listed is the tenant's setting, if there are as many settings", () => {
    const raw = (settings: number) => sent({ raw: [{ counts: { $executeRaw: 1 }, settings }] });
    expect(reconcile(raw(1), [])).toEqual(nothing);
    expect(reconcile(raw(0), [])).toEqual({ ...nothing, unlisted: ["$executeRaw"] });
  });

  test("reads that come with a nested handler are its wrapper's, writes are not", () => {
    const whileNested = [
      { model: "session", operation: "findUnique" },
      { model: "session", operation: "update" },
    ];
    const expected = { ...nothing, unlisted: ["session.update"], nestedWrapper: ["session.findUnique"] };
    expect(reconcile(sent({ whileNested }), [])).toEqual(expected);
  });
});

describe("when a connection is lost and the handler answers all the same (MS3020)", () => {
  const answers = diagnostic("MS3020", at, { operation: "order.create" });
  const lost = (kind: "connection" | "timeout", part: string): FoundDifference => {
    const step = { step: "statement", text: "INSERT", occurrence: 0, kind } as const;
    const fault = { class: "statement", legacy: step, migrated: step, position: 1, total: 1 } as const;
    return { fault, externalFailed: false, difference: { parts: [{ part, legacy: 1, migrated: 2 }] } };
  };
  const verdictOn = (difference: FoundDifference): string =>
    judge(handler({ reasons: [answers] }), requestResult({ differences: [difference] })).verification.verdict;

  test("the answer and what is called may differ", () => {
    expect(["status", "body", "calls"].map((part) => verdictOn(lost("connection", part)))).toEqual(
      Array(3).fill("as-listed"),
    );
  });

  test("rows may not, nor anything when a statement fails otherwise", () => {
    expect(verdictOn(lost("connection", "rows.Order"))).toBe("different");
    expect(verdictOn(lost("timeout", "status"))).toBe("different");
  });
});

describe("an external call for which a connection is still held", () => {
  const held: FoundDifference = {
    fault: null,
    externalFailed: false,
    difference: { parts: [{ part: "held", legacy: ["GET 1"], migrated: ["GET 1"] }] },
  };

  test("is a difference that no other reason explains", () => {
    const judgement = judge(
      handler({ tier: "review", reasons: [throwsAfter] }),
      requestResult({ differences: [held] }),
    );
    expect(judgement.verification.verdict).toBe("different");
  });

  test("is none where the plan says so (MS3001)", () => {
    const listed = diagnostic("MS3001", at, { what: "fetch" });
    const judgement = judge(handler({ reasons: [listed] }), requestResult({ differences: [held] }));
    expect(judgement.verification.verdict).toBe("same");
  });
});
