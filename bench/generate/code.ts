/**
 * Template tag for generated code. The template's own indentation is removed, and a value of several lines takes the
 * indentation of the line it is put on, so that templates read like the code they make.
 */
export function code(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const parts = withoutIndentation(strings);
  let text = parts[0] ?? "";
  values.forEach((value, index) => {
    text += indentedBy(String(value), indentationOfLastLine(text)) + (parts[index + 1] ?? "");
  });
  return text.replace(/^\n|\n[ ]*$/g, "");
}

/**
 * Removes what filled-in templates leave behind: trailing blanks, doubled blank lines, `id: id` for `id`. Ends the text
 * with a newline.
 */
export function tidy(text: string): string {
  return `${text
    .replace(/\b(\w+): \1(?=,| \})/g, "$1")
    .replace(/[ ]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\{\n\n/g, "{\n")
    .trim()}\n`;
}

function withoutIndentation(strings: readonly string[]): readonly string[] {
  const indents = [...strings.join("\u0000").matchAll(/\n( *)(?=[^ \n])/g)].map((match) => match[1]?.length ?? 0);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return strings.map((part) => part.replaceAll(`\n${" ".repeat(common)}`, "\n"));
}

function indentationOfLastLine(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  return /^ */.exec(line)?.[0] ?? "";
}

function indentedBy(value: string, indentation: string): string {
  return value.replaceAll(/\n(?=[^\n])/g, `\n${indentation}`);
}
