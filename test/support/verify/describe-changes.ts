import type { RowChanges, TableChanges } from "../../../src/verify/model/database.ts";

/** Changes as the recorded requests write them: `Order +1 ~2, audit_logs +1`; empty when nothing changed. */
export function describeChanges(changes: RowChanges): string {
  return Object.entries(changes)
    .map(([table, rows]) => [table, ...countsOf(rows)].join(" "))
    .join(", ");
}

function countsOf({ added, changed, removed }: TableChanges): readonly string[] {
  const counts = [
    ["+", added.length],
    ["~", changed.length],
    ["-", removed.length],
  ] as const;
  return counts.filter(([, count]) => count > 0).map(([sign, count]) => `${sign}${count}`);
}
