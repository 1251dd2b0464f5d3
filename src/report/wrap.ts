/** Breaks a text between words into lines of at most `width` characters; a longer word gets a line of its own. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The wrapped text, each line after `indent`. */
export function wrapIndented(text: string, columns: number, indent: string): string[] {
  return wrap(text, columns - indent.length).map((line) => indent + line);
}

/** At most `width` characters, the end cut off. */
export function truncate(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
