import type { ClientUse } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { contains } from "../region/ranges.ts";
import type { RegionPlan } from "../region/region.ts";
import type { EditContext } from "./edit-context.ts";

/** Gives the transaction's client to everything in a region that uses the session's. */
export function clientEdits(region: RegionPlan, { body, text, edits }: EditContext): void {
  const deferred = body.sites.filter((site) => site.deferred);
  for (const use of body.clientUses.filter((candidate) => contains(region, candidate))) {
    const isOwn = use.declaration !== null && isDeclaredInside(region, body.declarations[use.declaration]?.nameRange);
    if (isOwn || edits.replaces(use) || deferred.some((site) => contains(site, use))) continue;
    const name = text.slice(use.start, use.end);
    const replacement = replacementOf(use, {
      name,
      client: region.client,
      property: body.context.contextObject?.clientProperty,
    });
    if (replacement === null) continue;
    const isBody = use.kind === "context" && /=>\s*$/.test(text.slice(0, use.start));
    edits.replace(use, use.shorthand ? `${name}: ${replacement}` : isBody ? `(${replacement})` : replacement);
  }
}

function isDeclaredInside(region: RegionPlan, name: TextRange | undefined): boolean {
  return name !== undefined && contains(region, name);
}

function replacementOf(
  { kind, replacement }: ClientUse,
  { name, client, property }: { readonly name: string; readonly client: string; readonly property: string | undefined },
): string | null {
  if (kind === "client") return client;
  if (kind === "delegate") return replacement?.replaceAll("{}", client) ?? null;
  if (kind === "holder" || property === undefined) return null;
  return `{ ...${name}, ${property === client ? client : `${property}: ${client}`} }`;
}
