import { code } from "./code.ts";
import { fieldNames, fieldTitle } from "./field-names.ts";
import type { Model } from "./models.ts";

/** A client component with a form that has a field for each of the model's own. */
export function formComponent(model: Model): string {
  const fields = fieldNames(model);
  return code`
    "use client";

    import { useState } from "react";

    interface ${model.name}Values {
      ${fields.map((field) => `${field}: string;`).join("\n")}
    }

    type Problems = Partial<Record<keyof ${model.name}Values, string>>;

    const empty: ${model.name}Values = { ${fields.map((field) => `${field}: ""`).join(", ")} };

    function check(values: ${model.name}Values): Problems {
      const problems: Problems = {};
      if (values.name.trim() === "") problems.name = "A name is needed.";
      if (!/^[A-Z0-9-]+$/.test(values.code)) problems.code = "Only capital letters, digits and hyphens.";
      return problems;
    }

    /** Creates one of the ${model.plural} through the API. */
    export function ${model.name}Form({ onSaved }: { onSaved?: (id: string) => void }) {
      const [values, setValues] = useState(empty);
      const [problems, setProblems] = useState<Problems>({});
      const [error, setError] = useState<string | null>(null);

      function change(field: keyof ${model.name}Values, value: string) {
        setValues((before) => ({ ...before, [field]: value }));
      }

      async function save() {
        const found = check(values);
        setProblems(found);
        if (Object.keys(found).length > 0) return;
        const response = await fetch("/api/${model.path}", { method: "POST", body: JSON.stringify(values) });
        if (!response.ok) return setError("Could not save: " + response.status);
        const saved = (await response.json()) as { id: string };
        setValues(empty);
        onSaved?.(saved.id);
      }

      ${markup(fields)}
    }
  `;
}

function markup(fields: readonly string[]): string {
  const labels = fields.map(
    (field) => code`
      <label className="flex flex-col gap-1">
        <span>${fieldTitle(field)}</span>
        <input
          name="${field}"
          value={values.${field}}
          aria-invalid={problems.${field} !== undefined}
          onChange={(event) => change("${field}", event.target.value)}
        />
        {problems.${field} && <em role="alert">{problems.${field}}</em>}
      </label>
    `,
  );
  return code`
    return (
      <form action={save} className="grid gap-4">
        ${labels.join("\n")}
        <button type="submit">Save</button>
        {error && <p role="alert">{error}</p>}
      </form>
    );
  `;
}
