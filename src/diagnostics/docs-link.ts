import type { DiagnosticCode } from "./diagnostic.ts";
import { titleOf } from "./title.ts";

const page = "docs/diagnostics.md";

/** Address of the section of a code, whose heading is `MS2001: session client leaves the repository`. */
export function docsLink(code: DiagnosticCode): string {
  return `${page}#${anchorOf(`${code}: ${titleOf(code)}`)}`;
}

/** The anchor that GitHub gives a heading: lower case, punctuation dropped, a hyphen for each space. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
