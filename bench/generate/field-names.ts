import type { Model } from "./models.ts";

/** The names of the fields of a model that people see. */
export function fieldNames(model: Model): readonly string[] {
  return ["name", "code", ...model.extraFields.map((field) => field.split(" ")[0] ?? "")];
}

/** `completedAt` as people read it: `Completed at`. */
export function fieldTitle(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
