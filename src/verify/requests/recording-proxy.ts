import { createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createProxyServer } from "http-proxy-3";
import { errorCode } from "../../io/error-code.ts";
import { captureBody } from "./capture-body.ts";
import { headerPairs, requestBodyLimit, responseBodyLimit, type Exchange } from "./har-entry.ts";
import { isLoopback } from "./loopback.ts";
import { proxyAddresses, towardsApplication, towardsBrowser, type ProxyAddresses } from "./proxy-addresses.ts";

export interface RecordingProxy {
  readonly server: Server;
  /** Ends all connections, also those that are in use. */
  close(): Promise<void>;
}

/**
 * A reverse proxy that tells of every answer. It is not listening yet.
 *
 * @param onAnswer gets an exchange when its answer begins; the promise is kept when the answer has ended or broken off
 */
export function recordingProxy(target: URL, onAnswer: (exchange: Promise<Exchange>) => void): RecordingProxy {
  const proxy = createProxyServer({ target: target.origin, secure: !isLoopback(target.hostname), proxyTimeout: 0 });
  const underway = new WeakMap<IncomingMessage, Underway>();
  proxy.on("proxyRes", (answer, request, response) => {
    const begun = underway.get(request);
    if (begun === undefined) return;
    onAnswer(begun.answered(answer));
    towardsBrowser(answer.headers, begun.addresses);
    // A pipe does not pass on that its source has broken off: the browser would wait for ever.
    answer.once("close", () => {
      if (!answer.complete) response.destroy();
    });
    // Node holds the head back until the body begins, which in a stream of events may be much later.
    if (answer.headers["content-length"] === undefined) process.nextTick(() => response.flushHeaders());
  });
  proxy.on("error", (error, _request, response) => answerUnreachable(response, error, target));

  const server = createServer((request, response) => {
    underway.set(request, begin(request, target));
    proxy.web(request, response);
  });
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    towardsApplication(request.headers, proxyAddresses(request.headers.host ?? "", target));
    proxy.ws(request, socket, head);
  });
  return {
    server,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** A request that has come in. */
interface Underway {
  readonly addresses: ProxyAddresses;
  answered(response: IncomingMessage): Promise<Exchange>;
}

function begin(request: IncomingMessage, target: URL): Underway {
  const started = Date.now();
  const addresses = proxyAddresses(request.headers.host ?? "", target);
  towardsApplication(request.headers, addresses);
  const url = new URL(request.url ?? "/", addresses.application);
  const requestHeaders = headerPairs(request.headers);
  const requestBody = captureBody(request, requestBodyLimit);
  return {
    addresses,
    async answered(response) {
      const answered = Date.now();
      const responseHeaders = headerPairs(response.headers);
      const responseBody = captureBody(response, responseBodyLimit);
      await new Promise((resolve) => response.once("close", resolve));
      const times = { started, answered, ended: Date.now() };
      return { request, url, requestHeaders, requestBody, response, responseHeaders, responseBody, times };
    },
  };
}

function answerUnreachable(response: ServerResponse | Socket, error: Error, target: URL): void {
  // A WebSocket, or an answer that breaks off in the middle: nothing can be said any more.
  if (!(response instanceof ServerResponse) || response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${target.origin} does not answer (${errorCode(error) ?? error.message}). Recording goes on.\n`);
}
