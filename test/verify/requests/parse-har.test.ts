import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { readRequests } from "../../../src/verify/requests/read-requests.ts";
import type { RequestSet } from "../../../src/verify/requests/request-set.ts";
import { applicationOf } from "../../support/verify/requested-application.ts";

const application = applicationOf(
  "src/app/api/orders/route.ts#GET",
  "src/app/api/orders/route.ts#POST",
  "src/app/api/orders/[orderId]/route.ts#GET",
  "src/app/api/files/[...path]/route.ts#GET",
  "src/app/orders/page.tsx#default",
  "src/app/[...slug]/page.tsx#default",
);

const origin = "http://localhost:3000";

interface Recorded {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly cookies?: readonly { readonly name: string; readonly value: string }[];
  readonly postData?: object;
}

/** An entry as Chrome writes it, as far as it is read. */
function entry({ url, method = "GET", headers = { cookie: "s=1" }, at, cookies = [], postData }: Recorded): object {
  return {
    _resourceType: "fetch",
    startedDateTime: at ?? "2025-03-20T09:00:00.000Z",
    time: 12,
    request: {
      method,
      url: url.startsWith("/") ? origin + url : url,
      httpVersion: "http/2.0",
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      cookies,
      queryString: [],
      ...(postData === undefined ? {} : { postData }),
    },
    response: { status: 200 },
  };
}

function read(...recorded: readonly Recorded[]): RequestSet {
  const har = { log: { version: "1.2", creator: { name: "x", version: "1" }, entries: recorded.map(entry) } };
  return readRequests(JSON.stringify(har), "shop.har", application);
}

describe("a recorded request", () => {
  test("keeps method, URL, body, cookies and headers, without those between machines", () => {
    const { requests } = read({
      url: "/api/orders?draft=1",
      method: "POST",
      headers: {
        ":authority": "localhost:3000",
        Cookie: "session=abc",
        "Content-Type": "application/json",
        "content-length": "13",
        Connection: "keep-alive",
        "X-Tenant": "acme",
      },
      postData: { mimeType: "application/json", text: '{"sku":"A-1"}' },
    });
    expect(requests).toEqual([
      {
        name: "POST /api/orders?draft=1",
        target: { file: "src/app/api/orders/route.ts", exported: "POST", kind: "route" },
        method: "POST",
        url: "http://localhost:3000/api/orders?draft=1",
        headers: {
          host: "localhost:3000",
          cookie: "session=abc",
          "content-type": "application/json",
          "x-tenant": "acme",
        },
        body: { text: '{"sku":"A-1"}' },
        params: {},
        form: null,
        external: [],
      },
    ]);
  });

  test("gets its cookies from the list if the header is missing", () => {
    const cookies = [
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ];
    expect(read({ url: "/api/orders", headers: {}, cookies }).requests[0]?.headers["cookie"]).toBe("a=1; b=2");
  });

  test("the first that is sent says what time it is", () => {
    const { now } = read(
      { url: "/logo.png", at: "2025-01-01T00:00:00Z" },
      { url: "/api/orders", at: "2025-03-20T10:00:00.5+01:00" },
      { url: "/api/orders/1", at: "2025-03-21T00:00:00Z" },
    );
    expect(now).toBe("2025-03-20T09:00:00.500Z");
  });

  test.each([
    ["text", { mimeType: "text/plain", text: "a" }, { text: "a" }],
    ["bytes", { mimeType: "image/png", text: "AP8=", _encoding: "base64" }, { base64: "AP8=" }],
    ["bytes as others write them", { mimeType: "image/png", text: "AP8=", encoding: "base64" }, { base64: "AP8=" }],
    [
      "a form",
      { mimeType: "application/x-www-form-urlencoded", params: [{ name: "a b", value: "1&2" }] },
      { text: "a+b=1%262" },
    ],
    [
      "a form of parts",
      { mimeType: "multipart/form-data; boundary=XX", params: [{ name: "a", value: "1" }] },
      { text: '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--XX--\r\n' },
    ],
    ["nothing", { mimeType: "", text: "" }, null],
  ])("sends %s again", (_shape, postData, body) => {
    expect(read({ url: "/api/orders", method: "POST", postData }).requests[0]?.body).toEqual(body);
  });

  test("that came in through Next's router is the page's document", () => {
    const headers = { cookie: "s=1", rsc: "1", "next-url": "/x", accept: "*/*" };
    const { requests } = read({ url: "/orders?page=2&_rsc=1abcd", headers });
    expect(requests[0]).toMatchObject({
      name: "GET /orders?page=2",
      target: { file: "src/app/orders/page.tsx", exported: "default", kind: "page" },
      url: "http://localhost:3000/orders?page=2",
      headers: { host: "localhost:3000", cookie: "s=1", accept: "*/*" },
    });
  });
});

test("what is not sent is counted, or named if a person may miss it", () => {
  const { requests, skipped } = read(
    { url: "/_next/static/chunks/main.js" },
    { url: "/_next/webpack-hmr" },
    { url: "/__nextjs_original-stack-frames", method: "POST" },
    { url: "/logo.png" },
    { url: "/orders?_rsc=1", headers: { cookie: "s=1", rsc: "1", "next-router-prefetch": "1" } },
    { url: "https://fonts.example/a.woff2" },
    { url: "https://api.example/api/orders" },
    { url: "ws://localhost:3000/_next/webpack-hmr" },
    { url: "data:image/png;base64,AA" },
    { url: "/api/orders", method: "PATCH" },
    { url: "/orders", method: "POST", headers: { cookie: "s=1", "Next-Action": "7f" } },
    { url: "/api/orders", method: "POST", postData: { mimeType: "x/y", text: "", _leftOut: 9_000_000 } },
    {
      url: "/api/orders",
      method: "POST",
      postData: { mimeType: "multipart/form-data; boundary=X", params: [{ name: "f", fileName: "a.pdf" }] },
    },
    { url: "/api/files/report.css" },
    { url: "/api/orders" },
    { url: "/api/orders", headers: { cookie: "s=1", "user-agent": "other", "if-none-match": "x" } },
    { url: "/api/orders", headers: { cookie: "s=2" } },
  );
  expect(requests.map(({ name }) => name)).toEqual([
    "GET /api/files/report.css",
    "GET /api/orders",
    "GET /api/orders (2)",
  ]);
  expect(skipped).toEqual([
    { what: "3 requests", why: "answered by Next itself" },
    { what: "1 request", why: "a static file" },
    { what: "1 request", why: "prefetched by Next" },
    { what: "2 requests", why: "sent to another origin" },
    { what: "2 requests", why: "no HTTP" },
    { what: "PATCH /api/orders", why: "src/app/api/orders/route.ts has handlers for GET, POST only" },
    { what: "POST /orders", why: expect.stringContaining("a server action is known by its file only") as string },
    { what: "POST /api/orders", why: "its body of 9000000 bytes has not been recorded" },
    { what: "POST /api/orders", why: "the recording lacks the content of the file a.pdf" },
    { what: "1 request", why: "the same as one before" },
  ]);
});

test("the application is the origin that has handlers, with its other names on the same machine", () => {
  const { requests } = read(
    { url: "https://cdn.example/x" },
    { url: "http://acme.localhost:3000/api/orders" },
    { url: "http://127.0.0.1:3000/api/orders" },
    { url: "http://localhost:4000/api/orders" },
    { url: "http://acme.localhost:3000/api/orders/1" },
  );
  expect(requests.map(({ url }) => url)).toEqual([
    "http://acme.localhost:3000/api/orders",
    "http://127.0.0.1:3000/api/orders",
    "http://acme.localhost:3000/api/orders/1",
  ]);
});

test("a recording without cookies says so: nobody is logged in", () => {
  expect(read({ url: "/api/orders", headers: {} }).skipped).toEqual([
    { what: "cookies", why: expect.stringContaining("the recording has none") as string },
  ]);
  expect(read().skipped).toEqual([]);
});

describe("a broken file says what and where", () => {
  test.each([
    ["no JSON", "{", /shop\.har is not JSON/],
    ["another JSON", "[]", /shop\.har is not a recording \(HAR 1\.2\):\n {2}The file must be an object\./],
    ["no entries", '{"log":{}}', /"log\.entries" must be an array\./],
    [
      "an entry without a request",
      '{"log":{"entries":[{"startedDateTime":"2025-01-01"}]}}',
      /"log\.entries\[0\]\.request" must be an object\./,
    ],
    [
      "a time that is none",
      '{"log":{"entries":[{"startedDateTime":"x","request":{"method":"GET","url":"/","headers":[]}}]}}',
      /"log\.entries\[0\]\.startedDateTime" must be a time\./,
    ],
    ["many broken entries", `{"log":{"entries":[${Array.from({ length: 9 }, () => "1").join(",")}]}}`, /and 4 more/],
  ])("%s", (_shape, text, message) => {
    expect(() => readRequests(text, "shop.har", application)).toThrow(UserError);
    expect(() => readRequests(text, "shop.har", application)).toThrow(message);
  });
});

test("a recording is known by its content too", () => {
  expect(readRequests('{"log":{"entries":[]}}', "shop.json", application).requests).toEqual([]);
});
