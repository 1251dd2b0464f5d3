import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import { readRequests } from "../../../src/verify/requests/read-requests.ts";
import type { RequestSet } from "../../../src/verify/requests/request-set.ts";
import { applicationOf } from "../../support/verify/requested-application.ts";

const application = applicationOf(
  "src/app/api/orders/route.ts#GET",
  "src/app/api/orders/route.ts#POST",
  "src/app/api/orders/[orderId]/route.ts#GET",
  "src/app/api/files/[...path]/route.ts#PUT",
  "src/app/customers/[customerId]/page.tsx#default",
  "src/app/customers/[customerId]/actions.ts#pinNote",
  "src/pages/api/legacy.ts#default",
);

function read(content: unknown): RequestSet {
  return readRequests(JSON.stringify(content), "requests.json", application);
}

function only(request: object, defaults: object = {}): HandlerRequest {
  const [first, ...others] = read({ version: 1, defaults, requests: [request] }).requests;
  if (first === undefined || others.length > 0) throw new Error("expected one request");
  return first;
}

function problemOf(content: unknown): string {
  try {
    read(content);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("expected a UserError");
}

describe("a request", () => {
  test("by its URL", () => {
    expect(only({ url: "/api/orders/7?open=1" })).toEqual({
      name: "GET /api/orders/7?open=1",
      target: { file: "src/app/api/orders/[orderId]/route.ts", exported: "GET", kind: "route" },
      method: "GET",
      url: "https://app.invalid/api/orders/7?open=1",
      headers: { host: "app.invalid" },
      body: null,
      params: { orderId: "7" },
      form: null,
      external: [],
    });
  });

  test("with a body is a POST of JSON, null included", () => {
    expect(only({ url: "https://portal.example/api/orders", body: { sku: "A" } })).toMatchObject({
      method: "POST",
      url: "https://portal.example/api/orders",
      headers: { host: "portal.example", "content-type": "application/json" },
      body: { text: '{"sku":"A"}' },
    });
    expect(only({ url: "/api/orders", body: null }).body).toEqual({ text: "null" });
  });

  test("with text, and with a form for a route, sends it as it is and as browsers do", () => {
    expect(only({ url: "/api/orders", text: "{", headers: { "Content-Type": "application/json" } })).toMatchObject({
      headers: { "content-type": "application/json" },
      body: { text: "{" },
    });
    expect(only({ url: "/api/orders", form: { a: "1 2", b: "ü" } })).toMatchObject({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: { text: "a=1+2&b=%C3%BC" },
      form: null,
    });
  });

  test("by its handler: method and URL follow from the file", () => {
    const request = only({
      handler: "src/app/api/files/[...path]/route.ts#PUT:2",
      params: { path: ["2025", "a b"] },
      query: { page: 2, tag: ["x", "y"], all: true },
    });
    expect(request).toMatchObject({
      name: "src/app/api/files/[...path]/route.ts#PUT:2",
      target: { file: "src/app/api/files/[...path]/route.ts", exported: "PUT", kind: "route" },
      method: "PUT",
      url: "https://app.invalid/api/files/2025/a%20b?page=2&tag=x&tag=y&all=true",
      params: { path: ["2025", "a b"] },
    });
  });

  test("of a page has its values encoded, as Next hands them over", () => {
    const handler = "src/app/customers/[customerId]/page.tsx#default";
    expect(only({ handler, params: { customerId: "a b" } })).toMatchObject({
      target: { kind: "page" },
      method: "GET",
      url: "https://app.invalid/customers/a%20b",
      params: { customerId: "a%20b" },
    });
    expect(only({ handler, url: "/customers/a%20b" }).params).toEqual({ customerId: "a%20b" });
  });

  test("of a server action has a form", () => {
    const request = only({
      name: "pins a note",
      handler: "src/app/customers/[customerId]/actions.ts#pinNote",
      form: { noteId: "7" },
    });
    expect(request).toMatchObject({
      name: "pins a note",
      target: { exported: "pinNote", kind: "action" },
      method: "POST",
      form: { noteId: "7" },
      body: null,
    });
  });
});

test("defaults hold unless the request says otherwise; null leaves one out", () => {
  const defaults = {
    headers: { "X-Tenant": "acme", accept: "application/json" },
    cookies: { session: "s1", theme: "dark" },
    external: [{ url: "https://mail.example/", down: true }],
  };
  const external = [{ url: "https://mail.example/*", method: "post", json: { id: 1 } }, { url: "https://x.example" }];
  const request = only(
    { url: "/api/orders", headers: { accept: null, "x-tenant": "other" }, cookies: { session: "s2" }, external },
    defaults,
  );
  expect(request.headers).toEqual({ host: "app.invalid", "x-tenant": "other", cookie: "session=s2; theme=dark" });
  expect(request.external).toEqual([
    { method: "POST", url: "https://mail.example/*", answer: { status: 200, json: { id: 1 } } },
    { url: "https://x.example", answer: { status: 200 } },
    { url: "https://mail.example/", answer: "down" },
  ]);
  const anonymous = only({ url: "/api/orders", cookies: { session: null, theme: null } }, defaults);
  expect(anonymous.headers["cookie"]).toBeUndefined();
});

test("the file's own settings, and a list alone", () => {
  const settings = {
    now: "2025-03-20T10:00:00+01:00",
    environment: { MAIL_FROM: "a@b.example" },
    replace: { nodemailer: "./test/mailer.ts" },
  };
  expect(read({ version: 1, ...settings, requests: [] })).toEqual({
    requests: [],
    skipped: [],
    now: "2025-03-20T09:00:00.000Z",
    environment: settings.environment,
    replace: settings.replace,
  });
  const list = read([{ url: "/api/orders" }, { url: "/api/orders" }]);
  expect(list.requests.map(({ name }) => name)).toEqual(["GET /api/orders", "GET /api/orders (2)"]);
  expect(list.now).toBeNull();
});

test("what reaches no handler is listed, not refused", () => {
  const { requests, skipped } = read([
    { url: "/api/order" },
    { name: "old", url: "/api/legacy" },
    { handler: "src/app/api/order/route.ts#GET" },
    { handler: "src/app/api/orders/[orderId]/route.ts#GET" },
  ]);
  expect(requests).toEqual([]);
  expect(skipped).toEqual([
    { what: "GET /api/order", why: "no handler; the nearest route is /api/orders" },
    { what: "old", why: "src/pages/api/legacy.ts is of the pages router, which is not supported" },
    {
      what: "src/app/api/order/route.ts#GET",
      why: 'there is no file src/app/api/order/route.ts. Did you mean "src/app/api/orders/route.ts#GET"?',
    },
    {
      what: "src/app/api/orders/[orderId]/route.ts#GET",
      why: '/api/orders/[orderId] needs "params" for each of its dynamic segments',
    },
  ]);
});

test("below a base path, URLs have it and files have not", () => {
  const portal = { ...application, basePath: "/portal" };
  const list = [
    { url: "/portal/api/orders/7" },
    { handler: "src/app/api/orders/[orderId]/route.ts#GET", params: { orderId: "8" } },
    { handler: "src/app/api/orders/[orderId]/route.ts#GET", url: "/portal/api/orders/9" },
    { url: "/api/orders/7" },
  ];
  const { requests, skipped } = readRequests(JSON.stringify(list), "requests.json", portal);
  expect(requests.map(({ url, params }) => [url, params])).toEqual([
    ["https://app.invalid/portal/api/orders/7", { orderId: "7" }],
    ["https://app.invalid/portal/api/orders/8", { orderId: "8" }],
    ["https://app.invalid/portal/api/orders/9", { orderId: "9" }],
  ]);
  expect(skipped).toEqual([{ what: "GET /api/orders/7", why: "no handler; the application's base path is /portal" }]);
});

describe("problems name the key's path", () => {
  const file = (request: object): object => ({ version: 1, requests: [{ url: "/api/orders" }, request] });
  test.each([
    ["a near unknown key", { version: 1, request: [] }, 'Unknown key "request". Did you mean "requests"?'],
    [
      "a near unknown key of a request",
      file({ url: "/x", boddy: 1 }),
      'Unknown key "requests[1].boddy". Did you mean "body"?',
    ],
    [
      "an unknown key of an answer",
      [{ url: "/x", external: [{ url: "y", colour: 1 }] }],
      'Unknown key "[0].external[0].colour". Known here: url, method',
    ],
    ["no version", { requests: [] }, '"version" must be 1.'],
    ["no requests", { version: 1 }, '"requests" must be an array.'],
    ["no object", 3, "The file must be an object."],
    ["neither URL nor handler", file({ body: 1 }), '"requests[1]" needs a "url" or a "handler".'],
    ["two bodies", file({ url: "/x", body: null, text: "" }), '"requests[1]" has "body" and "text": only one'],
    ["a URL that is none", file({ url: "api/orders" }), '"requests[1].url" must start with "/" or with "https://".'],
    ["a URL that does not parse", file({ url: "http://a b" }), '"requests[1].url" is not a URL.'],
    ["a handler that is none", file({ handler: "x" }), '"requests[1].handler" must look like'],
    ["values without a handler", file({ url: "/x", params: { a: "1" } }), '"requests[1].params" need a "handler"'],
    ["a time that is none", { version: 1, now: "today", requests: [] }, '"now" must be a time like'],
    [
      "a header over two lines",
      file({ url: "/x", headers: { a: "1\n2" } }),
      '"requests[1].headers.a" must be one line.',
    ],
    ["a number in a cookie", file({ url: "/x", cookies: { a: 1 } }), '"requests[1].cookies.a" must be a string.'],
    [
      "an answer that is down and answers",
      file({ url: "/x", external: [{ url: "y", down: true, status: 200 }] }),
      '"requests[1].external[0]" is down, and cannot have "status" too.',
    ],
  ])("%s", (_shape, content, expected) => {
    expect(problemOf(content)).toContain(expected);
  });

  test("all problems come at once", () => {
    const message = problemOf({ version: 2, now: 3, requests: [{ urls: "/x" }] });
    expect(message.split("\n")).toHaveLength(4);
  });

  test("a file that is no JSON says where", () => {
    expect(() => readRequests('{\n  "version": 1,\n  x\n}', "requests.json", application)).toThrow(
      /requests\.json is not JSON \(line 3, column 3\)/,
    );
  });
});
