import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApplication } from "../../../src/verify/application/start-application.ts";
import { ApplicationError, type Application } from "../../../src/verify/model/application.ts";
import type { ResponseSeen } from "../../../src/verify/model/outcome.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { optionsFor, requestTo, writeApplication } from "../../support/verify/tiny-application.ts";
import { tinyFiles } from "./tiny-files.ts";

let application: Application;
let root: string;
const cleanUp = new CleanUp();

beforeAll(async () => {
  const made = cleanUp.add(await writeApplication(tinyFiles), (written) => written.remove());
  root = made.root;
  const options = optionsFor(root, { replacements: { "~/mailer": "fakes/mailer.ts" } });
  application = cleanUp.add(await startApplication(options), (started) => started.close());
});

afterAll(() => cleanUp.run());

const send = async (...given: Parameters<typeof requestTo>) => application.send(requestTo(...given), null);
const answered = (response: ResponseSeen) => {
  if (response.kind !== "answered") throw new Error(response.error);
  return response;
};
const headersOf = (response: ResponseSeen) => answered(response).headers;
const bodyOf = (response: ResponseSeen) => answered(response).body;

describe("modules are loaded as the application's own build does", () => {
  test("tsconfig paths through extends with several targets, assets, replacements, environment", async () => {
    const { response } = await send("pages-of/greet/[name]/route.ts", "GET", { params: { name: "Ana" } });
    expect(headersOf(response)).toEqual([["content-type", "application/json"]]);
    expect(bodyOf(response)).toEqual({
      says: "Hello Anaobject",
      query: ["2", "3"],
      mail: "fake",
      env: ["file", "production", "postgresql://nobody@127.0.0.1:1/none"],
    });
  });
  test("a missing import names the file", async () => {
    await expect(send("broken/route.ts", "GET")).rejects.toThrow(/broken\/route\.ts could not be loaded.*not-there/s);
  });
  test("a missing export names those there are", async () => {
    const sent = send("values/route.ts", "POST");
    await expect(sent).rejects.toThrow("values/route.ts exports no function POST; it exports GET.");
    await expect(sent).rejects.toBeInstanceOf(ApplicationError);
  });
});

describe("answers", () => {
  test("a body is sent and JSON comes back", async () => {
    const { response } = await send("pages-of/greet/[name]/route.ts", "POST", { body: { text: '{"a":1}' } });
    expect(response).toMatchObject({ kind: "answered", status: 201, body: { a: 1 } });
  });
  test("a stream is read to its end, headers are sorted", async () => {
    const { response } = await send("bodies/route.ts", "GET");
    expect(response).toEqual({
      kind: "answered",
      status: 200,
      headers: [
        ["set-cookie", "a=1"],
        ["x-a", "1"],
        ["x-b", "2"],
      ],
      body: "one two three",
    });
  });
  test("bytes are a hash, nothing is null, a broken stream says so", async () => {
    expect(bodyOf((await send("bodies/route.ts", "POST")).response)).toMatchObject({ bytes: 3 });
    expect(bodyOf((await send("bodies/route.ts", "DELETE")).response)).toBeNull();
    expect(bodyOf((await send("bodies/route.ts", "PUT")).response)).toEqual({
      brokenOff: "Error: torn",
      body: "begun",
    });
  });
  test("what is thrown, and no response at all", async () => {
    expect((await send("next/route.ts", "DELETE")).response).toEqual({ kind: "threw", error: "RangeError: too far" });
    expect((await send("next/route.ts", "PATCH")).response).toMatchObject({ kind: "threw" });
  });
});

describe("Next's request scope", () => {
  test("cookies, headers, draft mode, cache, after", async () => {
    const outcome = await send("next/route.ts", "GET", { headers: { cookie: "who=me", "x-host": "h" } });
    expect(bodyOf(outcome.response)).toEqual({ cookie: "me", host: "h", draft: false, cached: "fresh" });
    expect(headersOf(outcome.response).filter(([name]) => name === "set-cookie")).toEqual([
      ["set-cookie", "own=2; Path=/"],
      ["set-cookie", "seen=1; Path=/; HttpOnly"],
    ]);
    expect(outcome.calls).toMatchObject([
      { method: "POST", url: "https://mail.example/send", body: "later", answered: "unanswered" },
    ]);
    expect(outcome.laterErrors).toEqual(["Error: nested"]);
  });
  test("redirect and notFound are answers", async () => {
    const { response } = await send("next/route.ts", "POST");
    expect(response).toMatchObject({ status: 307, headers: [["location", "/login?from=a;b"]] });
    expect((await send("next/route.ts", "PUT")).response).toMatchObject({ status: 404, body: null });
  });
  test("a page with asynchronous components, each called once", async () => {
    const outcome = await send("screens/list/page.tsx", "default", { params: { id: "7" } });
    expect(bodyOf(outcome.response)).toContain("<li>7</li>");
    expect(bodyOf(outcome.response)).toContain("<li>2,3</li>");
    expect(outcome.calls).toHaveLength(2);
    expect((await send("screens/gone/page.tsx", "default")).response).toMatchObject({ status: 404 });
  });
  test("server actions", async () => {
    const { response } = await send("actions/save.ts", "save", { form: { name: "Eva" } });
    expect(bodyOf(response)).toEqual({ name: "Eva" });
    expect(headersOf(response)).toContainEqual(["set-cookie", "saved=yes; Path=/"]);
    expect((await send("actions/save.ts", "leave")).response).toMatchObject({
      status: 303,
      headers: [["location", "/done"]],
    });
    expect(bodyOf((await send("actions/save.ts", "nothing")).response)).toBeNull();
  });
});

test("clock and random values stand still from request to request", async () => {
  const first = bodyOf((await send("values/route.ts", "GET")).response) as Record<string, unknown>;
  const second = bodyOf((await send("values/route.ts", "GET")).response);
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    now: Date.parse("2025-05-07T10:00:00.000Z"),
    date: "2025-05-07T10:00:00.000Z",
    isDate: true,
    past: 2020,
    ticks: true,
  });
  const uuids = first["uuids"] as string[];
  expect(new Set(uuids).size).toBe(4);
  for (const uuid of uuids) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(first["random"] as number[]).size).toBe(2);
});

describe("the outside world", () => {
  const external = [
    { method: "POST", url: "https://known.example/a", answer: { status: 202, json: { ok: true } } },
    { url: "http*://known.example/*", answer: { status: 200, text: "glob" } },
    { url: "https://down.example", answer: "down" as const },
    { url: "http://down.example", answer: "down" as const },
  ];
  test("fetch", async () => {
    const failing = { step: "external", method: "GET", url: "https://other.example/x", occurrence: 1 } as const;
    const outcome = await application.send(requestTo("outside/route.ts", "GET", { external }), failing);
    const down = ["TypeError", "fetch failed", "ECONNREFUSED"];
    expect(bodyOf(outcome.response)).toMatchObject([
      [202, '{"ok":true}'],
      down,
      [200, "{}"],
      down,
      ["TypeError", "Failed to parse URL from /relative", "ERR_INVALID_URL"],
      [200, "glob"],
    ]);
    expect(outcome.calls).toMatchObject([
      { method: "POST", url: "https://known.example/a?b=1", body: { a: 1 }, answered: 202 },
      { method: "GET", url: "https://down.example/", body: null, answered: "down" },
      { method: "GET", url: "https://other.example/x", body: null, answered: "unanswered" },
      { method: "GET", url: "https://other.example/x", body: null, answered: "failed" },
      { method: "POST", url: "https://known.example/form", body: "q=1", answered: 200 },
    ]);
  });
  test("a call is asked whether a transaction is open just then", async () => {
    const counts = [1, 0, 2];
    const held = await startApplication(optionsFor(root, { openTransactions: () => counts.shift() ?? 0 }));
    const outcome = await held.send(requestTo("outside/route.ts", "POST", { external }), null);
    await held.close();
    expect(outcome.calls.map(({ openTransactions }) => openTransactions)).toEqual([1, 0, 2, 0]);
  });
  test("http.request and https.get", async () => {
    const outcome = await send("outside/route.ts", "POST", { external });
    expect(bodyOf(outcome.response)).toMatchObject([
      [200, "glob"],
      ["ECONNREFUSED", "connect ECONNREFUSED down.example:80"],
      [200, "{}"],
      [200, "glob"],
    ]);
    expect(outcome.calls.map(({ url, body, answered: status }) => [url, body, status])).toEqual([
      ["https://known.example/get", null, 200],
      ["http://known.example/b", { a: 2 }, 200],
      ["http://down.example/", null, "down"],
      ["http://other.example/", null, "unanswered"],
    ]);
  });
  test("other sockets are refused", async () => {
    const outcome = await send("outside/route.ts", "PUT");
    expect(bodyOf(outcome.response)).toEqual(["ECONNREFUSED", "ECONNREFUSED", "ECONNREFUSED"]);
    expect(outcome.calls.map(({ url }) => url)).toEqual([
      "tcp://redis.example:6379",
      "tcp://tls.example:465",
      "unix:/var/run/none.sock",
    ]);
  });
  test("calls of interleaved requests stay apart", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `n${index}`);
    const outcomes = await Promise.all(
      names.map((name) => send("outside/route.ts", "PATCH", { url: `https://tiny.invalid/?name=${name}` })),
    );
    expect(outcomes.map(({ calls }) => calls.map(({ url }) => url))).toEqual(
      names.map((name) => [`http://services.example/${name}`, `https://services.example/${name}`]),
    );
  });
});

test("marked handlers are recorded and otherwise as they were", async () => {
  const { response, handlers } = await send("marked/route.ts", "GET");
  expect(bodyOf(response)).toEqual([3, 7, 2]);
  expect(handlers).toMatchObject([{ id: "first", operations: [] }]);
  expect(handlers.every(({ entered, left }) => left !== null && entered <= left)).toBe(true);
});

describe("trouble", () => {
  test("floating errors are recorded, floating work is waited for", async () => {
    const outcome = await send("trouble/route.ts", "PUT");
    expect(bodyOf(outcome.response)).toBe("fine");
    expect(outcome.laterErrors.toSorted()).toEqual(["Error: floating", "Error: uncaught"]);
    expect(outcome.calls).toHaveLength(1);
  });
  test("an application that leaves says what it printed, and is started again", async () => {
    const left = send("trouble/route.ts", "POST");
    await expect(left).rejects.toThrow(/"trouble\/route.ts POST" ran: .*exit code 3.*about to leave/s);
    expect(bodyOf((await send("bodies/route.ts", "GET")).response)).toBe("one two three");
  });
  test("a request that takes too long ends the process", async () => {
    const slow = await startApplication(optionsFor(root, { timeout: 1500 }));
    try {
      await expect(slow.send(requestTo("trouble/route.ts", "GET"), null)).rejects.toThrow("not over after 1500 ms");
      const { response } = await slow.send(requestTo("bodies/route.ts", "GET"), null);
      expect(bodyOf(response)).toBe("one two three");
    } finally {
      await slow.close();
    }
  });
  test("without Next it says what to do", async () => {
    const bare = await writeApplication({}, "/nonexistent");
    await expect(startApplication(optionsFor(bare.root))).rejects.toThrow("Install them first");
    await bare.remove();
  });
});
