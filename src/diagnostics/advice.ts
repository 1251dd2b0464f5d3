import type { DiagnosticCode } from "./diagnostic.ts";

/**
 * What to do about a code, as one short sentence: for summaries, where many findings of a code stand together. The
 * text of a single finding, with its names, is `messageOf`.
 */
export function adviceOf(code: DiagnosticCode): string {
  return advice[code];
}

const advice: Readonly<Record<DiagnosticCode, string>> = {
  MS1001: "Write the handler in place, or pass a function of this repository by name.",
  MS1002: "Fix the syntax error and run again.",
  MS1003: "Run init.",
  MS1004: "Give each wrapper call a function of its own.",
  MS1005: "Take the client by name, or configure where it is.",
  MS1006: "Move the shared work into a function that both handlers call.",
  MS1007: "Migrate the enclosing function by hand, or configure it as a wrapper.",
  MS1008: "Configure a replacement for the wrapper.",
  MS1009: "Export the tenant transaction, or configure its name.",
  MS1010: "Look for a newer version of migrate-sessions.",
  MS1011: "Write the replacement by hand, or restructure the wrapper.",
  MS1012: "Check that the wrapper's own write may commit on its own.",
  MS2001: "Read the code that gets the client, and migrate by hand.",
  MS2002: "Name the possible models literally.",
  MS2003: "Find out whether the operation writes, and migrate by hand.",
  MS2004: "Write the SQL as one constant statement.",
  MS2005: "Import the module by a literal path.",
  MS2006: "Await the read, or confirm that its result is not needed.",
  MS2007: "Await the operation, or remove it.",
  MS2008: "Give the callback a client and a tenant transaction of its own.",
  MS2009: "Split the code that the handler calls, or migrate by hand.",
  MS2010: "Fix the syntax error and run again.",
  MS2011: "Where many reads start at once, bound them or read in one query.",
  MS2012: "Check that this write may commit on its own, as it does today.",
  MS3001: "Move the call before the first write if the writes do not need it.",
  MS3002: "Decide whether the writes should be kept when the call fails.",
  MS3003: "Pass the client as a parameter, or make the value where it is used.",
  MS3004: "Use the transaction's client if it belongs to the same work.",
  MS3005: "Restructure the loop so that the writes end before the jump.",
  MS3006: "Return a Response there.",
  MS3007: "Rewrite the syntax, or migrate by hand.",
  MS3008: "Move the declaration before the first write.",
  MS3009: "Give the variable a type annotation.",
  MS3010: "Check that the tenant transaction's own options are enough.",
  MS3011: "Check that the path, which starts to work, does what was meant.",
  MS3012: "Check that partial work need not be kept.",
  MS3013: "Take the tenant id from the context.",
  MS3014: "Await the write.",
  MS3015: "Use the callback form of the transaction.",
  MS3016: "Keep the narrowed value in a const.",
  MS3017: "Move the writes into a statement of the handler.",
  MS3018: "Check that the handler may go on without that read.",
  MS3019: "Check that its operations may be undone with the rest.",
  MS4001: "Make the setting local to the transaction.",
  MS4002: "Use the session client.",
  MS5001: "Make a new plan.",
  MS5002: "Make the file writable and run again.",
  MS5003: "Run migrate-sessions where the file really is.",
  MS5004: "Report this: a plan should never hold such edits.",
  MS5005: "Put the write into the tenant transaction.",
  MS5006: "Write the handler with the replacement, or run the migration.",
  MS5007: "Shrink the baseline.",
};
