import { isAssetPath, isFrameworkPath } from "./asset-path.ts";
import type { ToolInfo } from "../../model/report.ts";
import { harEntry, type Exchange } from "./har-entry.ts";
import type { Har, HarEntry } from "./har.ts";
import { recordingProxy } from "./recording-proxy.ts";
import { listen } from "./listen.ts";

export interface RecorderOptions {
  /** The running application; its path does not matter. */
  readonly target: URL;
  /** Where the recorder listens, on this machine only; 0 for any free port. */
  readonly port: number;
  /** Stands in the recording as its creator. */
  readonly tool: ToolInfo;
  /** Called for each request that has been answered and kept. */
  readonly onEntry: (entry: HarEntry) => void;
}

export interface Recorder {
  /** What the browser is to be pointed at: `http://localhost:4000`. */
  readonly origin: string;
  /** What has been recorded so far, in the order in which the answers ended. */
  har(): Har;
  /** Ends open connections; answers that were still coming in are kept as far as they came. */
  close(): Promise<void>;
}

/**
 * A reverse proxy in front of a running application that writes down what the browser asks. To the application it looks
 * as if it were asked directly. Streams and WebSockets pass as they come. The recording holds secrets: see `formatHar`.
 *
 * @throws UserError if it cannot listen at the port
 */
export async function recordRequests(options: RecorderOptions): Promise<Recorder> {
  const entries: HarEntry[] = [];
  const open = new Set<Promise<void>>();
  const proxy = recordingProxy(options.target, (answered) => {
    const kept = answered.then((exchange) => {
      if (!isWorthKeeping(exchange)) return;
      const entry = harEntry(exchange);
      entries.push(entry);
      options.onEntry(entry);
    });
    open.add(kept);
    void kept.finally(() => open.delete(kept));
  });
  const port = await listen(proxy.server, options.port);
  return {
    origin: `http://localhost:${port}`,
    har: () => ({ log: { version: "1.2", creator: options.tool, entries: [...entries] } }),
    async close() {
      await proxy.close();
      await Promise.all(open);
    },
  };
}

/** Bundles and pictures are not; a route handler may serve a file, and then answers with data. */
function isWorthKeeping({ request, url, response }: Exchange): boolean {
  if (isFrameworkPath(url.pathname)) return false;
  const isData = /json|html/.test(response.headers["content-type"] ?? "");
  return !isAssetPath(url.pathname) || request.method !== "GET" || isData || url.pathname.includes("/api/");
}
