import { code } from "./code.ts";
import type { Model } from "./models.ts";

/** A client component with a table that filters, sorts and selects. */
export function tableComponent(model: Model): string {
  return code`
    "use client";

    import { useMemo, useState } from "react";
    import type { Summary } from "@/lib/summary";
    import { initials } from "@/lib/summary";

    type Column = "name" | "code" | "status";

    const columns: { key: Column; title: string; width: number }[] = [
      { key: "name", title: "Name", width: 320 },
      { key: "code", title: "Code", width: 120 },
      { key: "status", title: "Status", width: 120 },
    ];

    /** Shows ${model.plural}; knows nothing about where they come from. */
    export function ${model.name}Table({ rows, onOpen }: { rows: Summary[]; onOpen?: (id: string) => void }) {
      const [filter, setFilter] = useState("");
      const [sort, setSort] = useState<{ column: Column; descending: boolean }>({ column: "name", descending: false });
      const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

      const shown = useMemo(() => {
        const wanted = filter.trim().toLowerCase();
        const found = rows.filter((row) => row.name.toLowerCase().includes(wanted) || row.code.startsWith(filter));
        const sign = sort.descending ? -1 : 1;
        return found.sort((left, right) => sign * left[sort.column].localeCompare(right[sort.column]));
      }, [rows, filter, sort]);

      function toggle(id: string) {
        const next = new Set(selected);
        if (!next.delete(id)) next.add(id);
        setSelected(next);
      }

      ${markup(model)}
    }
  `;
}

function markup(model: Model): string {
  return code`
    return (
      <section aria-label="${model.plural}">
        <div className="flex items-center gap-2 pb-2">
          <input
            className="rounded border px-2 py-1"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder="Filter by name or code"
          />
          {selected.size > 0 && <output>{selected.size} selected</output>}
        </div>
        <table className="w-full border-collapse">
          <thead>
            <tr>
              <th aria-label="Selection" />
              {columns.map((column) => (
                <th key={column.key} style={{ width: column.width }} scope="col">
                  <button
                    type="button"
                    onClick={() => setSort({ column: column.key, descending: sort.column === column.key && !sort.descending })}
                  >
                    {column.title}
                    {sort.column === column.key ? (sort.descending ? " ↓" : " ↑") : null}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} data-status={row.status} onDoubleClick={() => onOpen?.(row.id)}>
                <td>
                  <input type="checkbox" checked={selected.has(row.id)} onChange={() => toggle(row.id)} />
                </td>
                <td title={row.name}>
                  <abbr title={row.name}>{initials(row)}</abbr> {row.name}
                </td>
                <td>{row.code}</td>
                <td>{row.status === "open" ? <strong>open</strong> : row.status}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="py-8 text-center">No match for “{filter}”.</p>}
      </section>
    );
  `;
}
