import { ts } from "ts-morph";
import type { PromiseFacts } from "../../model/body.ts";
import { resolveName } from "../syntax/scope.ts";
import type { DeclarationTable } from "./declarations.ts";
import type { BodyOracle, SiteWithoutRange } from "./oracle.ts";
import { isNameUse } from "./name-use.ts";
import { forEachNode, rangeOf } from "./own-nodes.ts";
import { flowOf } from "./promise-flow.ts";

interface Surroundings {
  readonly fn: ts.FunctionLikeDeclaration;
  readonly table: DeclarationTable;
  readonly oracle: BodyOracle;
}

/** Where the promises of database operations go that are not awaited in the expression that makes them. */
export function promiseFacts({ fn, table, oracle }: Surroundings): readonly PromiseFacts[] {
  const kept: PromiseFacts[] = [];
  const follow = (node: ts.Node, site: ts.Node): void => {
    const flow = flowOf(node, fn);
    if (flow.to === "awaited") return;
    if (flow.to !== "variable") return void kept.push({ ...rangeOf(site), kept: flow.to, declaration: null });
    for (const id of flow.declarations.map((declaration) => table.ids.get(declaration) ?? null)) {
      const fact: PromiseFacts = { ...rangeOf(site), kept: id === null ? "unknown" : "declaration", declaration: id };
      if (kept.some((known) => known.start === fact.start && known.declaration === id)) continue;
      kept.push(fact);
      if (id !== null) usesOf(id).forEach((use) => follow(use, site));
    }
  };
  const usesOf = (id: number): readonly ts.Identifier[] => {
    const uses: ts.Identifier[] = [];
    forEachNode(fn, (node) => {
      if (!ts.isIdentifier(node) || !isNameUse(node)) return;
      const declaration = resolveName(node.text, node);
      if (declaration && table.ids.get(declaration) === id && ts.isExpression(node)) uses.push(node);
    });
    return uses;
  };
  for (const [node, site] of oracle.sites) {
    if (isSent(site)) follow(node, node);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

function isSent(site: SiteWithoutRange): boolean {
  const isDatabase = site.effects.length > 0 || site.opensOnSession || site.opensTransaction !== undefined;
  return isDatabase && site.settled === "awaited" && !site.deferred;
}
