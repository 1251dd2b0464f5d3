import type { HandlerRequest, RequestTarget } from "../model/request.ts";
import type { WrittenRequest } from "./requests-file.ts";

/** What a request sends. */
export interface WrittenBody extends Pick<HandlerRequest, "body" | "form"> {
  /** The type that a client would say; null if nothing is sent. */
  readonly contentType: string | null;
}

/** A server action gets the fields of a form; everything else gets the form as a browser sends it. */
export function writtenBody(
  { body, text, form }: Pick<WrittenRequest, "body" | "text" | "form">,
  kind: RequestTarget["kind"],
): WrittenBody {
  if (form !== undefined) {
    if (kind === "action") return { body: null, form, contentType: null };
    const encoded = new URLSearchParams(form).toString();
    return { body: { text: encoded }, form: null, contentType: "application/x-www-form-urlencoded" };
  }
  if (text !== undefined) return { body: { text }, form: null, contentType: "text/plain;charset=UTF-8" };
  if (body === undefined) return { body: null, form: null, contentType: null };
  return { body: { text: JSON.stringify(body) }, form: null, contentType: "application/json" };
}
