import { ts } from "ts-morph";

/** Visits a node and everything below it in source order, without a stack frame a level: source may be nested deeply. */
export function forEachDescendant(root: ts.Node, visit: (node: ts.Node) => void): void {
  const waiting: ts.Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visit(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) waiting.push(child);
  }
}
