import type { RepositoryPath } from "../../model/text.ts";

/** What is called: an export of a module of the application, and the way Next calls such an export. */
export interface RequestTarget {
  readonly file: RepositoryPath;
  readonly exported: string;
  readonly kind: "route" | "page" | "action";
}

/** One request, ready to be sent to a handler. */
export interface HandlerRequest {
  /** Says what happens, in a few words: `places an order`. */
  readonly name: string;
  readonly target: RequestTarget;
  readonly method: string;
  /** Absolute: `https://app.invalid/api/orders?open=1`. */
  readonly url: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Base64 for what is not text. */
  readonly body: { readonly text: string } | { readonly base64: string } | null;
  /** Values of the dynamic segments: `{ orderId: "7" }`, a list for `[...path]`. */
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  /** Fields of the form, for a server action. */
  readonly form: Readonly<Record<string, string>> | null;
  /** What services answer; the first that fits is taken. */
  readonly external: readonly ExternalAnswer[];
}

/** What a service answers to a call that leaves the process. */
export interface ExternalAnswer {
  /** Any method if it is left out. */
  readonly method?: string;
  /** Start of the URL (`https://mail.example/send`), or a glob with `*`. */
  readonly url: string;
  /** `down`: the connection fails. */
  readonly answer:
    | "down"
    | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown }
    | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text: string };
}
