import { docsLink } from "../../diagnostics/docs-link.ts";
import { messageOf } from "../../diagnostics/message.ts";
import type { MigrationResult } from "../../model/plan.ts";
import { placeOf, sortedFindings } from "../findings.ts";
import { code, message } from "./escape.ts";
import { table } from "./table.ts";

/** Findings about the application as a whole. */
export function applicationSection({ diagnostics }: MigrationResult): readonly string[] {
  if (diagnostics.length === 0) return [];
  return [
    "## The application as a whole",
    "",
    ...table(
      [{ head: "Severity" }, { head: "Code" }, { head: "Place" }, { head: "Finding" }],
      sortedFindings(diagnostics).map((finding) => [
        finding.severity,
        `[${finding.code}](${docsLink(finding.code)})`,
        code(placeOf(finding)),
        message(messageOf(finding)),
      ]),
    ),
  ];
}
