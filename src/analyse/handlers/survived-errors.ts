import type { ts } from "ts-morph";
import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { operationName } from "../../diagnostics/operation-name.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { canGoOn } from "../syntax/survives.ts";
import { guardingCatches } from "./guarding-catch.ts";
import type { HandlerSite } from "./handler-sites.ts";

/**
 * Operations after whose error the handler goes on to answer, one for each `catch`. Today COMMIT follows the answer; on
 * a connection that is lost it fails, and the wrapper's error is what the client sees.
 */
export function survivedErrors(sites: readonly HandlerSite[]): readonly Diagnostic[] {
  const byCatch = new Map<ts.Node, Diagnostic>();
  for (const { node, site } of sites) {
    const effect = site.effects.find(({ independent }) => independent !== true);
    const survivor = site.swallowsErrors || site.survivesErrors ? node : guardingCatches(node).find(canGoOn);
    if (!effect || !survivor || byCatch.has(survivor)) continue;
    const at = { file: fileOf(node), line: lineOf(node) };
    byCatch.set(survivor, diagnostic("MS3020", at, { operation: operationName(effect) }));
  }
  return [...byCatch.values()];
}
