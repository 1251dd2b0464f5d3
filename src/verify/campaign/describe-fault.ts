import type { Fault, StatementFaultKind } from "../model/fault.ts";
import type { CampaignFault } from "./faults.ts";

const MOST_TEXT = 160;

const ways: Readonly<Record<StatementFaultKind, string>> = {
  constraint: "as a unique violation",
  connection: "as a lost connection",
  timeout: "as a statement timeout",
};

/** A fault in words: `statement 3 of 7 fails as a unique violation: UPDATE "Order" ...`. */
export function describeFault({ class: what, legacy, position, total }: CampaignFault): string {
  const step = what === "commit" ? "COMMIT of the writing transaction" : what === "external" ? "external call" : what;
  return `${step} ${position} of ${total} fails${howOf(legacy)}`;
}

function howOf(fault: Fault): string {
  if (fault.step === "external") return `: ${fault.method} ${fault.url}`;
  const text = fault.text.replaceAll(/\s+/g, " ");
  return ` ${ways[fault.kind]}: ${text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)} ...` : text}`;
}
