/**
 * Prisma's errors quote the code that failed: the file, its lines and the name of the client. All of them may change
 * in a rewrite; the model, the operation and the reason may not.
 */
const INVOCATION =
  /Invalid `[^`]*?(\$?\w+(?:\.\w+)?)\(\)` invocation(?: in\n[^\n]*\n(?:[^\n]*\n)*?\n?|:\n*)(?=[^\n\s→\d])/g;

/**
 * What drivers say of a connection that was lost. Which of them depends on how far the statement had come, and on
 * whether it was the first on that connection to notice (source: `lib/client.js` of node-postgres).
 */
const CONNECTION_LOST =
  /Connection terminated(?: unexpectedly| due to connection timeout)?|Client has encountered a connection error and is not queryable|(?:read|write) (?:ECONNRESET|EPIPE)|This socket has been ended by the other party/g;

/** Replaces the parts of database errors that tell of the code or of the moment, not of the reason. */
export function maskDriverTexts(text: string): string {
  return text.replaceAll(INVOCATION, "Invalid `$1()` invocation: ").replaceAll(CONNECTION_LOST, "<connection lost>");
}
