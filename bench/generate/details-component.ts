import { code } from "./code.ts";
import { fieldNames, fieldTitle } from "./field-names.ts";
import type { Model } from "./models.ts";

/** A component that shows one record with all its fields. */
export function detailsComponent(model: Model): string {
  const fields = fieldNames(model);
  return code`
    const colours: Record<string, string> = { open: "green", held: "orange", closed: "grey" };

    interface ${model.name}DetailsProps {
      record: { ${fields.map((field) => `${field}?: unknown`).join("; ")}; status: string };
      count?: number;
    }

    function shown(value: unknown): string {
      if (value === null || value === undefined) return "–";
      if (value instanceof Date) return value.toLocaleDateString();
      return Array.isArray(value) ? value.join(", ") : String(value);
    }

    export function ${model.name}Details({ record, count }: ${model.name}DetailsProps) {
      return (
        <article className="rounded border p-4">
          <h2>
            {shown(record.name)} <span style={{ color: colours[record.status] ?? "black" }}>{record.status}</span>
            {count !== undefined && count > 0 ? " (" + count + ")" : null}
          </h2>
          <dl className="grid grid-cols-2 gap-2">
            ${fields.map((field) => `<dt>${fieldTitle(field)}</dt>\n<dd>{shown(record.${field})}</dd>`).join("\n")}
          </dl>
        </article>
      );
    }
  `;
}
