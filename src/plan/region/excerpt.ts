/** Code on one line, cut where it would be too long for a message. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
