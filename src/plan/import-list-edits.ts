import type { FileFacts, ImportedName, ImportFacts } from "../model/file.ts";
import type { Edit } from "../model/text.ts";
import { specifierText, type AddName, type RemoveName, type ReplaceName } from "./import-change.ts";

interface ListRequest {
  readonly facts: FileFacts;
  readonly text: string;
  readonly statement: ImportFacts;
  readonly changes: readonly (ReplaceName | RemoveName | AddName)[];
}

/**
 * The edits of one statement's list of names. A name that goes makes room for one that comes, so that a list never has
 * a removal and an addition side by side.
 */
export function importListEdits(request: ListRequest): readonly Edit[] {
  const { changes } = request;
  const added = changes.filter((change) => change.kind === "add");
  const removed = changes.filter((change) => change.kind === "remove");
  const swapped = removed.slice(0, added.length);
  return [
    ...changes.filter((change) => change.kind === "replace").map((change) => replacement(request, change.name, change)),
    ...swapped.flatMap(({ name }, index) => {
      const incoming = added[index];
      return incoming === undefined ? [] : [replacement(request, name, incoming)];
    }),
    ...removals(request, removed.slice(added.length)),
    ...added.slice(removed.length).flatMap((change) => addition(request, change)),
  ];
}

function edit({ facts }: ListRequest, [start, end]: readonly [number, number], text: string): Edit {
  return { file: facts.file, start, end, text };
}

/** Replaces only the words that change: `withSalesSession` in `withSalesSession as guard`. */
function replacement(request: ListRequest, name: ImportedName, to: Pick<AddName, "imported" | "local">): Edit {
  const source = request.text.slice(name.start, name.end);
  const keepsAlias = name.local === to.local && name.local !== name.imported && source.startsWith(name.imported);
  if (keepsAlias) return edit(request, [name.start, name.start + name.imported.length], to.imported);
  return edit(request, [name.start, name.end], specifierText(to));
}

function removals(request: ListRequest, removed: readonly RemoveName[]): readonly Edit[] {
  if (removed.length === 0) return [];
  const { statement } = request;
  const gone = new Set(removed.map(({ name }) => name.start));
  if (statement.names.every((name) => gone.has(name.start))) return [wholeListRemoval(request)];
  return runsOf(statement.names, (name) => gone.has(name.start)).map(([first, last]) => {
    const next = statement.names[last + 1];
    const previous = statement.names[first - 1];
    const start = next === undefined ? previous?.end : statement.names[first]?.start;
    const end = next === undefined ? statement.names[last]?.end : next.start;
    return edit(request, [start ?? statement.start, end ?? statement.end], "");
  });
}

/** Index pairs `[first, last]` of neighbours for which `test` holds. */
function runsOf<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  items.forEach((item, index) => {
    if (!test(item)) return;
    const current = runs.at(-1);
    if (current?.[1] === index - 1) current[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

/** The list with its comma if there is a default import, else the statement with its line. */
function wholeListRemoval(request: ListRequest): Edit {
  const { statement, text } = request;
  if (statement.defaultName !== null && statement.braces !== null) {
    const before = text.slice(statement.start, statement.braces.start).trimEnd().replace(/,$/, "");
    return edit(request, [statement.start + before.length, statement.braces.end], "");
  }
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(statement.end));
  return edit(request, [statement.start, statement.end + (lineEnd?.[0].length ?? 0)], "");
}

function addition(request: ListRequest, change: AddName): readonly Edit[] {
  const { statement } = request;
  const added = specifierText(change);
  if (statement.braces === null) return [afterDefaultName(request, added)];
  const successor = change.beside === null ? sortedSuccessor(statement.names, change.imported) : null;
  if (successor !== null) return [beforeName(request, successor, added)];
  const predecessor = change.beside ?? statement.names.at(-1);
  if (predecessor !== undefined) return afterName(request, predecessor, added);
  return [edit(request, [statement.braces.start, statement.braces.end], `{ ${added} }`)];
}

/** `import prisma from` becomes `import prisma, { withTenant } from`. */
function afterDefaultName(request: ListRequest, added: string): Edit {
  const { statement, text } = request;
  const name = statement.defaultName ?? "";
  const at = text.indexOf(name, statement.start + "import".length) + name.length;
  return edit(request, [at, at], `, { ${added} }`);
}

/** In a sorted list, the name that the new one goes before; null if it goes last or the list is not sorted. */
function sortedSuccessor(names: readonly ImportedName[], imported: string): ImportedName | null {
  const keys = names.map((name) => name.imported.toLowerCase());
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") <= key);
  return isSorted ? (names.find((name) => name.imported.toLowerCase() > imported.toLowerCase()) ?? null) : null;
}

function beforeName(request: ListRequest, name: ImportedName, added: string): Edit {
  const line = ownLine(request, name);
  const separator = line === null ? " " : request.facts.style.lineEnd + line.indent;
  return edit(request, [name.start, name.start], `${added},${separator}`);
}

function afterName(request: ListRequest, name: ImportedName, added: string): readonly Edit[] {
  const line = ownLine(request, name);
  if (line === null) return [edit(request, [name.end, name.end], `, ${added}`)];
  const next = request.facts.style.lineEnd + line.indent + added;
  if (line.hasComma) return [edit(request, [line.end, line.end], `${next},`)];
  return [edit(request, [name.end, name.end], ","), edit(request, [line.end, line.end], next)];
}

/** The line of a name that has it to itself, a comma and a comment aside; null if the name shares its line. */
function ownLine(
  { text }: ListRequest,
  name: ImportedName,
): { readonly indent: string; readonly hasComma: boolean; readonly end: number } | null {
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, name.start))?.[1];
  const rest = /^(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n)/.exec(text.slice(name.end));
  if (indent === undefined || rest === null) return null;
  return { indent, hasComma: rest[1] === ",", end: name.end + rest[0].length };
}
