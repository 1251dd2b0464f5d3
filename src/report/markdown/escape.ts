/**
 * Text of a name or a path as code. What a code span or a table cell would read as its own syntax (backtick, pipe,
 * backslash, line end, outer spaces) is written as character references in an HTML element instead.
 */
export function code(text: string): string {
  if (text === "") return "";
  const isPlain = !/[`|\\]|\p{Cc}|\p{Zl}|\p{Zp}|^\s|\s$/u.test(text);
  return isPlain ? `\`${text}\`` : `<code>${text.replace(/[^\p{L}\p{N} ]/gu, reference)}</code>`;
}

/** Prose that may hold anything: nothing in it is read as markdown or as a mail address, and it stays on one line. */
export function prose(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\\`*_[\]#~<>&|@]/g, (sign) => (/[<>&|@]/.test(sign) ? reference(sign) : `\\${sign}`));
}

/** The text of a diagnostic, whose names stand between backticks. */
export function message(text: string): string {
  const parts = text.split("`");
  // An odd number of backticks comes from a name that holds one: then none of them is a delimiter.
  if (parts.length % 2 === 0) return prose(text);
  return parts.map((part, index) => (index % 2 === 0 ? prose(part) : code(part))).join("");
}

function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
