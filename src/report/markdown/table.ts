export interface Column {
  /** Markdown of the head cell. */
  readonly head: string;
  readonly align?: "left" | "right";
}

/** A table in GitHub's dialect. Cells are markdown already (`code`, `prose`); nothing is printed without rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [
    row(columns.map((column) => column.head)),
    row(columns.map((column) => (column.align === "right" ? "---:" : "---"))),
    ...rows.map(row),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
