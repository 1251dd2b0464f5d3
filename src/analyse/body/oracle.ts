import type { ts } from "ts-morph";
import type { Site } from "../../model/effect.ts";

/** What one syntax node does; its range is the node's. */
export type SiteWithoutRange = Omit<Site, "start" | "end">;

/** What the effect engine knows about the nodes of one handler function. */
export interface BodyOracle {
  /** Sites of the handler function, by syntax node: calls, tagged templates, `new`, awaits that do something. */
  readonly sites: ReadonlyMap<ts.Node, SiteWithoutRange>;
  /** What an expression denotes, as far as the session client is concerned; null if it has nothing to do with it. */
  clientUse(node: ts.Expression): ClientMeaning | null;
  /** True if the expression is known to be a `Response`. */
  isResponse(node: ts.Expression): boolean;
  /** Where the handler's parameters carry the client and the tenant; `property` null: the parameter itself. */
  readonly context: {
    readonly clientParameter: ParameterPlace;
    readonly tenantParameter: ParameterPlace | null;
  };
}

export interface ClientMeaning {
  readonly kind: "client" | "delegate" | "context" | "holder";
  readonly replacement: string | null;
}

export interface ParameterPlace {
  readonly index: number;
  readonly property: string | null;
}
