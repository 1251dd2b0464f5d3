import { createHash } from "node:crypto";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect, type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { formatHar, type HarEntry } from "../../../src/verify/requests/har.ts";
import { readRequests } from "../../../src/verify/requests/read-requests.ts";
import { recordRequests, type Recorder } from "../../../src/verify/requests/record.ts";
import { applicationOf } from "../../support/verify/requested-application.ts";

const tool = { name: "migrate-sessions", version: "0.0.0" };
type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A real server on a free port; it answers when the whole request is there. */
async function serve(answer: Answer): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

interface Recording extends Recorder {
  readonly lines: readonly string[];
  readonly port: number;
}

async function record(target: string): Promise<Recording> {
  const lines: string[] = [];
  const onEntry = ({ request, response }: HarEntry): number =>
    lines.push(`${request.method} ${new URL(request.url).pathname} ${response.status}`);
  const recorder = await recordRequests({ target: new URL(target), port: 0, tool, onEntry });
  onTestFinished(() => recorder.close());
  return { ...recorder, lines, port: Number(new URL(recorder.origin).port) };
}

interface Seen {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What a browser does: fetch hides cookies and forbids some headers. */
function send(port: number, path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const host = `localhost:${port}`;
    const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("what passes", () => {
  test("the application sees itself asked, with origin and host that agree", async () => {
    const application = await serve((request, response) => {
      const { host, origin, referer } = request.headers;
      response.end(JSON.stringify({ host, origin, referer }));
    });
    const { port } = await record(`http://127.0.0.1:${application.port}/portal`);
    const at = (name: string): string => `http://${name}:${port}`;
    const ask = async (name: string): Promise<unknown> =>
      JSON.parse(
        (await send(port, "/x", { headers: { host: `${name}:${port}`, origin: at(name), referer: `${at(name)}/a?b` } }))
          .body,
      );
    for (const name of ["localhost", "acme.localhost", "127.0.0.1"]) {
      const host = `${name}:${application.port}`;
      expect(await ask(name)).toEqual({ host, origin: `http://${host}`, referer: `http://${host}/a?b` });
    }
  });

  test("redirects to the application lead back to the recorder, others do not; cookies are kept acceptable", async () => {
    const application = await serve((request, response) => {
      const location = request.url === "/away" ? "https://login.example/x" : `http://${request.headers.host}/next?a=1`;
      const cookies = ["a=1; Path=/; HttpOnly; Secure", "b=2; Domain=shop.example; Path=/", "c=3; Domain=localhost"];
      response.writeHead(303, { location, "set-cookie": cookies }).end();
    });
    const { port } = await record(`http://localhost:${application.port}`);
    const home = await send(port, "/home");
    expect(home.status).toBe(303);
    expect(home.headers.location).toBe(`http://localhost:${port}/next?a=1`);
    expect(home.headers["set-cookie"]).toEqual([
      "a=1; Path=/; HttpOnly; Secure",
      "b=2; Path=/",
      "c=3; Domain=localhost",
    ]);
    expect((await send(port, "/away")).headers.location).toBe("https://login.example/x");
  });

  test("a stream of events, event by event, and is recorded when it is broken off", async () => {
    let emit: (text: string) => void = () => undefined;
    const application = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      emit = (text) => response.write(text);
    });
    const recorder = await record(`http://localhost:${application.port}`);
    const response = await fetch(`http://127.0.0.1:${recorder.port}/api/events`);
    const reader = response.body?.getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value as Uint8Array);
    emit("data: 1\n\n");
    expect(await next()).toBe("data: 1\n\n");
    emit("data: 2\n\n");
    expect(await next()).toBe("data: 2\n\n");
    await recorder.close();
    expect(recorder.har().log.entries[0]?.response.content.text).toBe("data: 1\n\ndata: 2\n\n");
  });

  test("a WebSocket, both ways", async () => {
    const application = await serve((_request, response) => response.end());
    application.server.on("upgrade", (request, socket) => {
      const accept = createHash("sha1").update(
        `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
      );
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Origin: ${request.headers.origin}\r\nSec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
      );
      socket.on("data", (data) => socket.write(`echo ${String(data)}`));
      socket.on("error", () => undefined);
    });
    const recorder = await record(`http://localhost:${application.port}`);
    const socket = connect(recorder.port, "127.0.0.1");
    let received = "";
    const until = async (text: string): Promise<void> => {
      while (!received.includes(text)) await new Promise((resolve) => socket.once("data", resolve));
    };
    socket.on("data", (data) => (received += String(data)));
    socket.write(
      `GET /_next/webpack-hmr HTTP/1.1\r\nHost: localhost:${recorder.port}\r\nOrigin: http://localhost:${recorder.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await until("\r\n\r\n");
    expect(received).toContain("101 Switching Protocols");
    expect(received).toContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect(received.toLowerCase()).toContain(`x-origin: http://localhost:${application.port}`);
    socket.write("hello");
    await until("echo hello");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await recorder.close();
    await closed;
    expect(recorder.lines).toEqual([]);
  });

  test("an application that is down is said, and recording goes on when it is back", async () => {
    const application = await serve((_request, response) => response.end("up"));
    const recorder = await record(`http://localhost:${application.port}`);
    const { server, port } = application;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const down = await send(recorder.port, "/api/orders");
    expect(down.status).toBe(502);
    expect(down.body).toBe(`http://localhost:${port} does not answer (ECONNREFUSED). Recording goes on.\n`);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    expect((await send(recorder.port, "/api/orders")).body).toBe("up");
    expect(recorder.lines).toEqual(["GET /api/orders 200"]);
  });
});

test("an answer that the application breaks off is broken off, and recorded as far as it came", async () => {
  const application = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": "100" });
    response.write("half", () => setTimeout(() => response.destroy(), 20));
  });
  const recorder = await record(`http://localhost:${application.port}`);
  await expect(fetch(`http://127.0.0.1:${recorder.port}/api/x`).then((answer) => answer.text())).rejects.toThrow();
  await recorder.close();
  expect(recorder.har().log.entries[0]?.response.content.text).toBe("half");
});

describe("what is recorded", () => {
  test("comes back from the file as it was sent", async () => {
    const application = await serve((_request, response, body) => {
      response.writeHead(201, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify({ bytes: body.length })));
    });
    const recorder = await record(`http://localhost:${application.port}`);
    const json = { "content-type": "application/json", cookie: "session=abc; theme=dark", authorization: "Bearer t" };
    const bytes = Buffer.from([0, 255, 254, 10]);
    await send(recorder.port, "/api/orders?draft=1&q=%C3%BC", {
      method: "POST",
      headers: json,
      body: '{"name":"Zoë"}',
    });
    await send(recorder.port, "/api/orders/a%20b", { headers: { cookie: "session=abc" } });
    await send(recorder.port, "/api/files/x/y.png", {
      method: "PUT",
      headers: { "content-type": "image/png" },
      body: bytes,
    });
    await send(recorder.port, "/orders", { headers: { cookie: "session=abc" } });
    await recorder.close();

    const handlers = applicationOf(
      "src/app/api/orders/route.ts#POST",
      "src/app/api/orders/[orderId]/route.ts#GET",
      "src/app/api/files/[...path]/route.ts#PUT",
      "src/app/orders/page.tsx#default",
    );
    const { requests, skipped, now } = readRequests(formatHar(recorder.har()), "requests.har", handlers);
    const host = `localhost:${application.port}`;
    const origin = `http://${host}`;
    expect(skipped).toEqual([]);
    expect(now).toBe(recorder.har().log.entries[0]?.startedDateTime);
    expect(requests).toEqual([
      {
        name: "POST /api/orders?draft=1&q=%C3%BC",
        target: { file: "src/app/api/orders/route.ts", exported: "POST", kind: "route" },
        method: "POST",
        url: `${origin}/api/orders?draft=1&q=%C3%BC`,
        headers: { host, ...json },
        body: { text: '{"name":"Zoë"}' },
        params: {},
        form: null,
        external: [],
      },
      expect.objectContaining({
        method: "GET",
        params: { orderId: "a b" },
        body: null,
        headers: { host, cookie: "session=abc" },
      }),
      expect.objectContaining({
        method: "PUT",
        params: { path: ["x", "y.png"] },
        body: { base64: bytes.toString("base64") },
      }),
      expect.objectContaining({
        url: `${origin}/orders`,
        target: { file: "src/app/orders/page.tsx", exported: "default", kind: "page" },
      }),
    ]);
    expect(recorder.har().log.entries[0]?.response).toMatchObject({ status: 201, content: { text: '{"bytes":15}' } });
  });

  test("no bundles and pictures, but a file that a route handler serves", async () => {
    const application = await serve((request, response) => {
      const type = request.url?.endsWith(".js") ? "text/javascript" : "image/png";
      response.writeHead(200, { "content-type": type }).end("x");
    });
    const recorder = await record(`http://localhost:${application.port}`);
    for (const path of ["/_next/static/a.js", "/logo.png", "/__nextjs_font/a", "/api/logo.png"])
      await send(recorder.port, path);
    expect(recorder.lines).toEqual(["GET /api/logo.png 200"]);
  });

  test("no body over 5 MB, which reaches the application all the same, and no long answers", async () => {
    const application = await serve((_request, response, body) => {
      response.setHeader("content-type", "text/plain");
      response.end(String(body.length).padEnd(300_000));
    });
    const recorder = await record(`http://localhost:${application.port}`);
    const body = Buffer.alloc(6 * 1024 * 1024, "x");
    const answer = await send(recorder.port, "/api/files", { method: "POST", body });
    expect(answer.body.trim()).toBe(String(body.length));
    const [entry] = recorder.har().log.entries;
    expect(entry?.request.postData).toEqual({ mimeType: "", text: "", _leftOut: body.length });
    expect(entry?.response.content).toEqual({ size: 300_000, mimeType: "text/plain" });
  });
});

test("a port that is taken is an expected error", async () => {
  const { port } = await serve((_request, response) => response.end());
  const taken = recordRequests({ target: new URL("http://localhost:1"), port, tool, onEntry: () => undefined });
  await expect(taken).rejects.toThrow(UserError);
  await expect(taken).rejects.toThrow(`Port ${port} cannot be listened at: something else does.`);
});
