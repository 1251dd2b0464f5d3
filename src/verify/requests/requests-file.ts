/**
 * A file of requests, as a person writes it; a list of requests alone is one too.
 *
 * ```json
 * {
 *   "version": 1,
 *   "now": "2025-03-20T09:00:00Z",
 *   "defaults": { "cookies": { "session": "..." } },
 *   "requests": [
 *     { "url": "/api/orders?open=1" },
 *     { "name": "places an order", "url": "/api/orders", "body": { "sku": "A-1" } },
 *     { "handler": "src/app/orders/actions.ts#pinNote", "form": { "text": "call back" } }
 *   ]
 * }
 * ```
 */
export interface RequestsFile {
  readonly version: 1;
  /** The time at which the application's clock stands, ISO 8601. */
  readonly now?: string | undefined;
  /** Further variables of the application's environment. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Modules that are loaded instead of others: `{ "nodemailer": "./test/fake-mailer.ts" }`. */
  readonly replace?: Readonly<Record<string, string>> | undefined;
  /** What holds for every request that does not say otherwise. */
  readonly defaults?: RequestDefaults | undefined;
  readonly requests: readonly WrittenRequest[];
}

export interface RequestDefaults {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cookies?: Readonly<Record<string, string>> | undefined;
  /** Asked after those of the request. */
  readonly external?: readonly WrittenAnswer[] | undefined;
}

/** Either `url` or `handler` is needed. At most one of `body`, `text` and `form` is allowed. */
export interface WrittenRequest {
  /** What happens, in a few words. */
  readonly name?: string | undefined;
  /** What is called, where the URL is not enough: `src/app/orders/actions.ts#pinNote`. */
  readonly handler?: string | undefined;
  /** Default: the one that the handler is called for, else POST if something is sent, else GET. */
  readonly method?: string | undefined;
  /** `/api/orders/7?open=1`, or absolute. Default: the path of the handler's file with `params` filled in. */
  readonly url?: string | undefined;
  /** `null` leaves a default out. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined;
  /** `null` leaves a default out. */
  readonly cookies?: Readonly<Record<string, string | null>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly text?: string | undefined;
  /** The form that a server action is called with; for a route, sent as a browser sends a form. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  /** Values of the dynamic segments: `{ "orderId": "7", "path": ["a", "b"] }`. */
  readonly params?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Added to the URL. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined;
  /** What services answer; the first that fits is taken. */
  readonly external?: readonly WrittenAnswer[] | undefined;
}

type QueryValue = string | number | boolean;

/** `{ "url": "https://mail.example/*", "json": { "id": 1 } }`, or `"down": true` for a connection that fails. */
export interface WrittenAnswer {
  /** Start of the URL, or a glob with `*`. */
  readonly url: string;
  /** Any if it is left out. */
  readonly method?: string | undefined;
  /** Default: 200. */
  readonly status?: number | undefined;
  readonly json?: unknown;
  readonly text?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly down?: true | undefined;
}
