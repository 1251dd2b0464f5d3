import type { BodyFacts, NestedFunctionFacts, StatementFacts } from "../../model/body.ts";
import type { OpenedTransaction, Site } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import { contains, isInside, isSameRange } from "./ranges.ts";
import type { RegionForm } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";

/** A site that opens a transaction on the session's client. */
export type Opening = Site & { readonly opensTransaction: OpenedTransaction };

interface Surroundings {
  readonly body: BodyFacts;
  readonly index: SiteIndex;
  readonly text: string;
}

const wrap: RegionForm = { kind: "wrap" };

/** The outermost sites in a range that open a transaction on the session's client. */
export function openingsIn(range: TextRange, index: SiteIndex): readonly Opening[] {
  const openings = index.sites.filter(isInside(range)).filter(isOpening);
  return openings.filter((site) => !openings.some((other) => other !== site && contains(other, site)));
}

/** Whether a region takes over a transaction that the handler has already. */
export function transactionForm(statements: readonly StatementFacts[], surroundings: Surroundings): RegionForm {
  const [first, ...others] = statements;
  const [opening] = first && first.blocks.length === 0 ? openingsIn(first, surroundings.index) : [];
  if (!first || !opening || !canTakeOver(opening, surroundings)) return wrap;
  const contentEnd = callbackOf(opening, surroundings.body)?.contentEnd ?? opening.end;
  const { opensTransaction: transaction } = opening;
  if (others.length === 0)
    return isAlone(opening, first, surroundings) ? { kind: "convert", transaction, contentEnd } : wrap;
  return canExtend(opening, statements, surroundings) ? { kind: "extend", transaction, contentEnd } : wrap;
}

/** The form of a concise function's body. */
export function conciseForm({ body, index }: Surroundings): RegionForm {
  const opening = openingsIn(body.body, index).find((site) => isSameRange(site, body.body));
  if (!opening || !canTakeOver(opening, { body, index, text: "" })) return { kind: "concise" };
  return { kind: "convert", transaction: opening.opensTransaction, contentEnd: opening.end };
}

function isOpening(site: Site): site is Opening {
  return site.opensTransaction?.client === "session";
}

/** The call must have the tenant transaction's shape, and its callback a client where it uses the session's. */
function canTakeOver({ opensTransaction }: Opening, { body }: Surroundings): boolean {
  const { form, callback, callbackArgument, clientArgument } = opensTransaction;
  if (form !== "callback" || callbackArgument !== (clientArgument === null ? 0 : 1)) return false;
  if (clientArgument !== null && clientArgument !== 0) return false;
  if (!callback || callback.clientName !== null) return true;
  return !body.clientUses.some(isInside(callback));
}

/** True if nothing else in the statement needs the session's client. */
function isAlone(opening: Opening, statement: StatementFacts, { body, index }: Surroundings): boolean {
  const inOpening = isInside(opening);
  return (
    index.sessionSitesIn(statement).every((site) => inOpening(site) || contains(site, opening)) &&
    body.clientUses.filter(isInside(statement)).every(inOpening)
  );
}

/** True if the statements behind the transaction can move into its callback. */
function canExtend(
  opening: Opening,
  statements: readonly StatementFacts[],
  { body, index, text }: Surroundings,
): boolean {
  const [first, ...others] = statements;
  const { callback } = opening.opensTransaction;
  if (!first || !callback?.clientName || !callback.isAsync || !callback.bodyIsBlock) return false;
  const value = first.value;
  const isOnlyThat =
    first.kind === "expression" && value !== null && value.awaited !== null && isSameRange(value.awaited, opening);
  const fn = callbackOf(opening, body);
  if (!isOnlyThat || !fn || fn.returns || callback.returnsValue || fn.contentEnd === null) return false;
  if (others.some((statement) => openingsIn(statement, index).length > 0)) return false;
  const rest = text.slice(first.end, others.at(-1)?.end);
  return fn.names.every((name) => !mentions(rest, name)) && /^\s*\}/.test(text.slice(fn.contentEnd, callback.end));
}

function callbackOf({ opensTransaction }: Opening, { functions }: BodyFacts): NestedFunctionFacts | null {
  const { callback } = opensTransaction;
  return callback && (functions.find((fn) => isSameRange(fn, callback)) ?? null);
}

/** True if a text has the name, in code or elsewhere. */
function mentions(text: string, name: string): boolean {
  const escaped = name.replaceAll("$", "\\$");
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(text);
}
