import type { TextRange } from "../../model/text.ts";
import type { Hoist, RegionPlan } from "../region/region.ts";
import type { EditContext } from "./edit-context.ts";

/** Replaces the narrowed property paths of a region by the constants that keep them. */
export function hoistEdits({ hoists }: RegionPlan, { text, edits }: EditContext): void {
  for (const { name, uses } of hoists) {
    for (const use of uses) {
      const isWholeValue = /^\s*[,}]/.test(text.slice(use.end));
      const property = isWholeValue ? propertyNamed(name, text.slice(0, use.start)) : "";
      edits.replace({ start: use.start - property.length, end: use.end }, name);
    }
  }
}

/** The constants themselves: `const profile = session.user.profile;` */
export function hoistStatement({ name, source }: Hoist, text: string): string {
  return `const ${name} = ${textOf(source, text)}`;
}

function textOf({ start, end }: TextRange, text: string): string {
  return text.slice(start, end);
}

/** `email: ` in `{ email: customer.email }`, which becomes `{ email }`. */
function propertyNamed(name: string, before: string): string {
  const found = /[{,]\s*([\w$]+:\s*)$/.exec(before)?.[1];
  return found?.startsWith(`${name}:`) ? found : "";
}
