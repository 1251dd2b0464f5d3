import type { RequestTarget } from "../model/request.ts";

/**
 * The answer that Next gives for what `redirect()`, `notFound()`, `forbidden()` and `unauthorized()` throw, or null for
 * any other error. Their `digest` says it: `NEXT_REDIRECT;push;/login;307;`, `NEXT_HTTP_ERROR_FALLBACK;404`, before 15
 * `NEXT_NOT_FOUND`.
 */
export function thrownAnswer(error: unknown, kind: RequestTarget["kind"]): Response | null {
  const digest = digestOf(error);
  if (digest === "NEXT_NOT_FOUND") return new Response(null, { status: 404 });
  const fallback = /^NEXT_HTTP_ERROR_FALLBACK;(\d{3})$/.exec(digest)?.[1];
  if (fallback !== undefined) return new Response(null, { status: Number(fallback) });
  const redirect = /^NEXT_REDIRECT;\w+;(.*?)(?:;(\d{3}))?;?$/s.exec(digest);
  if (redirect === null) return null;
  const [, location = "", status = "307"] = redirect;
  return new Response(null, { status: kind === "action" ? 303 : Number(status), headers: { location } });
}

function digestOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("digest" in error)) return "";
  return typeof error.digest === "string" ? error.digest : "";
}
