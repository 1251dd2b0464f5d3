import type { ApplicationOptions } from "../model/application.ts";
import type { ExternalFault } from "../model/fault.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";

/** The options without the function, which stays with the parent. */
export type SentOptions = Omit<ApplicationOptions, "openTransactions">;

/** What the application's process is told. */
export type Order =
  | { readonly kind: "start"; readonly options: SentOptions }
  | { readonly kind: "open-transactions"; readonly question: number; readonly count: number }
  | {
      readonly kind: "send";
      readonly id: number;
      readonly request: HandlerRequest;
      readonly failing: ExternalFault | null;
    }
  | { readonly kind: "close" };

/** What the application's process says. `unstarted` and `failed` carry a message for the person. */
export type Reply =
  | { readonly kind: "started" }
  | { readonly kind: "open-transactions?"; readonly question: number }
  | { readonly kind: "unstarted"; readonly message: string }
  | { readonly kind: "outcome"; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
