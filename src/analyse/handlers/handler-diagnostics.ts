import { ts } from "ts-morph";
import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { operationName } from "../../diagnostics/operation-name.ts";
import type { Cause, FoundEffect } from "../interpret/contribution.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import type { HandlerSite } from "./handler-sites.ts";

/** What the effects of a handler give a person to know, whatever the planner makes of them. */
export function handlerDiagnostics(sites: readonly HandlerSite[]): readonly Diagnostic[] {
  const found = sites.flatMap((site) => [...unknowns(site), ...globals(site), ...lost(site), ...sessions(site)]);
  return unique([...found, ...fanOut(sites)]);
}

function unknowns({ contribution }: HandlerSite): readonly Diagnostic[] {
  return contribution.effects.flatMap((found) => (found.cause ? [withPlace(found.cause, found)] : []));
}

function withPlace(cause: Cause, { effect }: FoundEffect): Diagnostic {
  // The cause pairs a code with its data; TypeScript cannot see that the pair survives being taken apart.
  return { ...diagnostic(cause.code, effect, cause.data), code: cause.code, data: cause.data } as Diagnostic;
}

function globals({ site }: HandlerSite): readonly Diagnostic[] {
  return site.effects.flatMap((effect): Diagnostic[] => {
    if (effect.client !== "global" || effect.independent !== true) return [];
    if (effect.kind === "read") return [diagnostic("MS4002", effect, { operation: operationName(effect) })];
    return effect.kind === "write" ? [diagnostic("MS2012", effect, { operation: operationName(effect) })] : [];
  });
}

/** Promises that nobody waits for. Writes among them are the planner's business: they forbid a region. */
function lost({ node, site }: HandlerSite): readonly Diagnostic[] {
  const at = { file: fileOf(node), line: lineOf(node) };
  const [effect] = site.effects;
  if (!effect) return [];
  if (site.settled === "unsent") return [diagnostic("MS2007", at, { operation: operationName(effect) })];
  const isRead = site.effects.every(({ kind }) => kind === "read");
  const usesSession = site.effects.some(({ independent }) => independent !== true);
  if (!isRead || !usesSession) return [];
  if (site.deferred) return [diagnostic("MS2008", at, { operation: operationName(effect) })];
  return site.settled === "floating" ? [diagnostic("MS2006", at, { operation: operationName(effect) })] : [];
}

function sessions({ node, contribution }: HandlerSite): readonly Diagnostic[] {
  const at = { file: fileOf(node), line: lineOf(node) };
  return contribution.sessions.map((called) => diagnostic("MS1006", at, { called }));
}

/** Reads that run side by side: on one connection today, on several once they leave the transaction (PRISMA.md F2.13). */
function fanOut(sites: readonly HandlerSite[]): readonly Diagnostic[] {
  const groups = new Map<ts.Node, number | null>();
  for (const { node, site } of sites) {
    const all = enclosingPromiseAll(node);
    const usesSession = site.effects.some(({ independent }) => independent !== true);
    if (!all || !usesSession) continue;
    const isMapped = ts.isCallExpression(node) && (node.arguments.some(isFunctionLike) || isMap(node.expression));
    const count = groups.get(all);
    groups.set(all, isMapped || count === null ? null : (count ?? 0) + 1);
  }
  return [...groups].flatMap(([node, operations]) =>
    operations === 1 ? [] : [diagnostic("MS2011", { file: fileOf(node), line: lineOf(node) }, { operations })],
  );
}

function isMap(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && /^(map|flatMap)$/.test(callee.name.text);
}

function enclosingPromiseAll(node: ts.Node): ts.Node | null {
  for (let current = node.parent; !isFunctionLike(current) && !ts.isStatement(current); current = current.parent) {
    if (ts.isCallExpression(current) && /^Promise\.(all|allSettled)$/.test(current.expression.getText()))
      return current;
  }
  return null;
}

function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byKey = new Map(
    diagnostics.map((one) => [`${one.code}:${one.file}:${one.line}:${JSON.stringify(one.data)}`, one]),
  );
  return [...byKey.values()];
}
