import type { MigrationResult, PlannedHandler, Tier } from "../model/plan.ts";
import type { ToolInfo } from "../model/report.ts";
import { allHandlersSection } from "./markdown/all-handlers.ts";
import { applicationSection } from "./markdown/application.ts";
import { connectionsSection } from "./markdown/connections.ts";
import { prose } from "./markdown/escape.ts";
import { progressSection } from "./markdown/progress.ts";
import { reasonsSection } from "./markdown/reasons.ts";
import { rolloutSection } from "./markdown/rollout.ts";
import { totalsSection } from "./markdown/totals.ts";
import { verdictsSection } from "./markdown/verdicts.ts";
import { nextStep } from "./next-step.ts";
import { summarise } from "./summary.ts";
import { counted } from "./wording.ts";

/** The migration report for the team, in GitHub's markdown. No dates: the same input gives the same bytes. */
export function renderMarkdown(result: MigrationResult, tool: ToolInfo): string {
  const sections = [
    introSection(result, tool),
    totalsSection(result),
    progressSection(result),
    verdictsSection(result),
    applicationSection(result),
    connectionsSection(result),
    rolloutSection(result),
    ...reasonSections(result),
    allHandlersSection(result),
  ];
  const text = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function reasonSections({ handlers }: MigrationResult): (readonly string[])[] {
  const ofTiers = (...tiers: readonly Tier[]): readonly PlannedHandler[] =>
    handlers.filter((handler) => tiers.includes(handler.tier));
  const noted = ofTiers("auto", "done").filter((handler) => handler.reasons.length > 0);
  return [
    reasonsSection(ofTiers("review"), {
      title: "To be reviewed",
      intro: "These can be rewritten (`--include-review`). What differs from today is listed; look at it first.",
    }),
    reasonsSection(ofTiers("manual", "error"), {
      title: "Not rewritten",
      intro: "These stay as they are until the reason is gone, or are migrated by hand.",
    }),
    reasonsSection(noted, {
      title: "Worth knowing",
      intro: "These need no decision for the migration. What was noticed on the way is listed.",
    }),
  ];
}

function introSection(result: MigrationResult, { name, version }: ToolInfo): string[] {
  const { handlers, files, tier } = summarise(result);
  const { command, why } = nextStep(result);
  return [
    "# Migration report",
    "",
    `${counted(handlers, "handler")} in ${counted(files, "file")}: ${tier.done} migrated, ${tier.auto} ready to be ` +
      `rewritten, ${tier.review} ready after a review, ${tier.manual + tier.error} not rewritten.`,
    "",
    `Next: ${commandText(command)} (${prose(why)}).`,
    "",
    `Written by ${prose(name)} ${prose(version)}.`,
  ];
}

/** Commands hold quoted ids, which a code span takes as they are; one with a backtick is shown as prose. */
function commandText(command: string): string {
  return command.includes("`") ? prose(command) : `\`npx ${command}\``;
}
