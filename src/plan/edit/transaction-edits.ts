import type { OpenedTransaction } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import type { RegionForm, RegionPlan } from "../region/region.ts";
import type { EditContext } from "./edit-context.ts";

type TakenOver = Extract<RegionForm, { readonly transaction: OpenedTransaction }>;

/** Turns the call that opens a transaction into a call of the tenant transaction. */
export function convertEdits(form: TakenOver, { text, tenant, options, edits }: EditContext): void {
  const { transaction } = form;
  edits.replace(transaction.callee, options.tenantTransaction);
  const [first] = transaction.arguments;
  if (transaction.clientArgument !== null && first) edits.replace(first, tenant);
  else if (first) edits.insert(first.start, `${tenant},${spaceBefore(first.start, text)}`);
  const callback = transaction.arguments[transaction.callbackArgument];
  const given = optionsOf(transaction);
  if (form.kind === "extend") edits.remove({ start: form.contentEnd, end: endOfCall(transaction, text) });
  else if (given && callback && !options.acceptsOptions) edits.remove({ start: callback.end, end: given.end });
}

/** `, { timeout: 10_000 }` behind a callback, where options of an existing transaction are kept. */
export function optionsText({ form, arrays }: RegionPlan, { text, options }: EditContext): string {
  if (!options.acceptsOptions) return "";
  const given = form.kind === "extend" ? optionsOf(form.transaction) : (arrays[0]?.options ?? null);
  return given ? `, ${text.slice(given.start, given.end)}` : "";
}

function optionsOf({ optionsArgument, arguments: given }: OpenedTransaction): TextRange | null {
  return optionsArgument === null ? null : (given[optionsArgument] ?? null);
}

/** The end of the statement that is nothing but the call. */
function endOfCall(transaction: OpenedTransaction, text: string): number {
  const lastArgument = transaction.arguments.at(-1)?.end ?? transaction.callee.end;
  const closing = /^[\s,]*\)[ \t]*;?/.exec(text.slice(lastArgument))?.[0] ?? "";
  return lastArgument + closing.length;
}

/** An argument on a line of its own gets the new one above it. */
function spaceBefore(place: number, text: string): string {
  return /\r?\n[ \t]*$/.exec(text.slice(0, place))?.[0] ?? " ";
}
