import { describe, expect, test } from "vitest";
import { proxyAddresses, towardsApplication, towardsBrowser } from "../../../src/verify/requests/proxy-addresses.ts";

describe("the application's name", () => {
  test.each([
    [
      "on the same machine, the browser's with the target's port",
      "acme.localhost:4000",
      "http://127.0.0.1:3000",
      "http://acme.localhost:3000",
    ],
    ["on the same machine, with https", "localhost:4000", "https://localhost", "https://localhost"],
    ["elsewhere, its own", "localhost:4000", "https://staging.example", "https://staging.example"],
    ["without a host", "", "http://localhost:3000", "http://localhost:3000"],
  ])("%s", (_shape, host, target, application) => {
    expect(proxyAddresses(host, new URL(target)).application).toBe(application);
  });
});

const addresses = proxyAddresses("localhost:4000", new URL("https://staging.example"));

test("a page that is not the recorder's stays a stranger", () => {
  const headers = {
    host: "localhost:4000",
    origin: "http://localhost:40001",
    referer: "http://localhost:4000.evil.example/",
  };
  towardsApplication(headers, addresses);
  expect(headers).toEqual({ ...headers, host: "staging.example", origin: "http://localhost:40001" });
});

test("cookies of an https application are accepted over http", () => {
  const headers = {
    "set-cookie": [
      "a=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
      "b=2; Domain=.staging.example; Secure; SameSite=Strict",
      "__Host-c=3; Path=/; Secure",
    ],
  };
  towardsBrowser(headers, addresses);
  expect(headers["set-cookie"]).toEqual([
    "a=1; Path=/; HttpOnly; SameSite=Lax",
    "b=2; SameSite=Strict",
    "__Host-c=3; Path=/; Secure",
  ]);
});

test.each([
  ["https://staging.example/a?b", "http://localhost:4000/a?b"],
  ["https://staging.example", "http://localhost:4000"],
  ["https://staging.example.evil/a", "https://staging.example.evil/a"],
  ["/a", "/a"],
])("a redirect to %s leads to %s", (from, to) => {
  const headers = { location: from };
  towardsBrowser(headers, addresses);
  expect(headers.location).toBe(to);
});
