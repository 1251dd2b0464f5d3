import type { BodyFacts } from "../../model/body.ts";
import type { Edit } from "../../model/text.ts";
import type { RegionOptions } from "../region/options.ts";
import type { RegionDecision } from "../region/plan-regions.ts";
import type { RegionPlan } from "../region/region.ts";
import { aliasEdits } from "./alias-edits.ts";
import { arrayEdits } from "./array-edits.ts";
import { clientEdits } from "./client-edits.ts";
import { contextEdits } from "./context-edits.ts";
import { type EditContext, opening } from "./edit-context.ts";
import { EditList } from "./edit-list.ts";
import { hoistEdits } from "./hoist-edits.ts";
import { inlineEdits, isInline } from "./inline-edits.ts";
import { convertEdits } from "./transaction-edits.ts";
import { wrapEdits } from "./wrap-edits.ts";

/** The edits that put the regions of a decision into the handler's text, in ascending order, without overlaps. */
export function regionEdits(
  body: BodyFacts,
  decision: RegionDecision,
  { text, options }: { readonly text: string; readonly options: RegionOptions },
): readonly Edit[] {
  const edits = new EditList(body.file);
  const tenant = body.context.tenant ?? body.context.addTenant?.name ?? "";
  for (const region of decision.regions) editRegion(region, { body, text, options, tenant, edits });
  if (decision.regions.length > 0) {
    aliasEdits({ body, text, edits });
    contextEdits({ body, edits });
  }
  return edits.all();
}

function editRegion(region: RegionPlan, context: EditContext): void {
  const { form } = region;
  if (form.kind === "convert" || form.kind === "extend") convertEdits(form, context);
  for (const array of region.arrays) arrayEdits(array, region, context);
  clientEdits(region, context);
  hoistEdits(region, context);
  if (form.kind === "concise") {
    context.edits.insert(region.start, opening(context, region.client));
    context.edits.insert(region.end, ")");
  } else if (isInline(region)) inlineEdits(region, context);
  else if (form.kind !== "convert") wrapEdits(region, context);
}
