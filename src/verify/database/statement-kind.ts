const FRAME =
  /^(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|set|reset|deallocate|discard)(?![\w$.])/i;
const CALL = String.raw`(?:pg_catalog\.)?set_config\s*\([^()]*\)(?:\s*::\s*\w+)?(?:\s+(?:as\s+)?\w+)?`;
const SETTING = new RegExp(String.raw`^select\s+${CALL}(?:\s*,\s*${CALL})*$`, "i");
const ENDING = /^(?:commit|end|rollback(?!\s+(?:work\s+|transaction\s+)?to\b)|abort)(?![\w$.])/i;
/** Comments, and all that is quoted: strings, names, dollar quotes. */
const OPAQUE =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\be'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/gi;
/** Most statements are no frames: their first word says so. */
const CANDIDATE =
  /^[\s;]*(?:--|\/\*|$|begin|start|commit|end|rollback|abort|savepoint|release|set|reset|deallocate|discard|select\s[^;]*set_config)/i;

/**
 * True for SQL that is nothing but frame: transaction control, settings, `set_config` calls, giving up prepared
 * statements, or nothing at all. Several commands in one text are a frame if each of them is one.
 */
export function isFrame(text: string): boolean {
  return CANDIDATE.test(text) && commandsOf(text).every((command) => FRAME.test(command) || SETTING.test(command));
}

/** True for SQL that ends a transaction: COMMIT or ROLLBACK, not ROLLBACK TO a savepoint. */
export function endsTransaction(text: string): boolean {
  return CANDIDATE.test(text) && commandsOf(text).some((command) => ENDING.test(command));
}

function commandsOf(text: string): readonly string[] {
  return text
    .replaceAll(OPAQUE, (part) => (part.startsWith("--") || part.startsWith("/*") ? " " : maskQuoted(part)))
    .split(";")
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

/** Quoted names stay words, so that `"set_config"(..)` and `AS "x"` are seen; strings become empty ones. */
function maskQuoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll(/\W/g, "_") : "''";
}
