import type { EditContext } from "./edit-context.ts";

/** Lets the handler's parameters give it the tenant id, and drops the client if nothing uses it any more. */
export function contextEdits({ body, edits }: Pick<EditContext, "body" | "edits">): void {
  const { tenant, addTenant, clientElement } = body.context;
  const added = tenant === null ? addTenant : null;
  if (!clientElement || isUsed(clientElement.declaration, { body, edits })) {
    if (added) edits.insert(added.at.start, added.text);
    return;
  }
  const { element, range } = clientElement;
  const isOnly = element.start === range.start && element.end === range.end;
  if (added && (isOnly || added.at.start === element.end)) {
    edits.replace(element, added.text.replace(/^[,\s]+/, ""));
    return;
  }
  if (added) edits.insert(added.at.start, added.text);
  if (!isOnly) edits.remove(range);
}

/** True if a use of the name stays; also if there was none, as then it is there for another reason. */
function isUsed(declaration: number, { body, edits }: Pick<EditContext, "body" | "edits">): boolean {
  const uses = body.references.filter((use) => use.declaration === declaration);
  return uses.length === 0 || uses.some((use) => !edits.replaces(use));
}
