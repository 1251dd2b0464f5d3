import { consequenceOf } from "../diagnostics/consequence.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { BodyFacts } from "../model/body.ts";
import type { ExternalPosition } from "../model/plan.ts";
import type { Edit, TextRange } from "../model/text.ts";
import { regionEdits } from "./edit/region-edits.ts";
import type { RegionOptions } from "./region/options.ts";
import { planRegions } from "./region/plan-regions.ts";

/** What happens to the body of one handler. */
export interface BodyPlan {
  /** Ascending, without overlaps; empty if a diagnostic forbids the rewrite. */
  readonly edits: readonly Edit[];
  /** The statements that become tenant transactions, also where the rewrite is forbidden. */
  readonly regions: readonly TextRange[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the external calls of each site stand; parallel to `body.sites`. */
  readonly externalPositions: readonly ExternalPosition[];
  /** True if the edits call the tenant transaction, so that the file must import it. */
  readonly usesTenantTransaction: boolean;
}

/**
 * Plans the tenant transactions of one handler.
 *
 * @param text the text of `body.file`, without the byte order mark
 */
export function planBody(body: BodyFacts, text: string, options: RegionOptions): BodyPlan {
  const decision = planRegions(body, text, options);
  const { diagnostics, externalPositions } = decision;
  const isForbidden = diagnostics.some(({ code }) => ["manual", "error"].includes(consequenceOf(code)));
  const edits = isForbidden ? [] : regionEdits(body, decision, { text, options });
  const regions = decision.regions.map(({ start, end }) => ({ start, end }));
  return { edits, regions, diagnostics, externalPositions, usesTenantTransaction: edits.length > 0 };
}
