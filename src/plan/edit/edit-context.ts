import type { BodyFacts } from "../../model/body.ts";
import type { RegionOptions } from "../region/options.ts";
import type { EditList } from "./edit-list.ts";

/** What every part of a region's rewrite needs. */
export interface EditContext {
  readonly body: BodyFacts;
  readonly text: string;
  readonly options: Pick<RegionOptions, "tenantTransaction" | "acceptsOptions">;
  /** Expression for the tenant id. */
  readonly tenant: string;
  readonly edits: EditList;
}

/** `withTenant(tenantId, async (tx) => ` */
export function opening({ options, tenant }: EditContext, client: string): string {
  return `${options.tenantTransaction}(${tenant}, async (${client}) => `;
}

/** The end of a statement, as the file writes it. */
export function terminator({ body }: EditContext): string {
  return body.style.semicolons ? ";" : "";
}
