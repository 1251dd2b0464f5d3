import { placeOf } from "../findings.ts";
import type { Paint, Terminal } from "../paint.ts";
import { truncate } from "../wrap.ts";
import type { EvidenceNode, OperationNode } from "./evidence.ts";

/** The text of a source line, or null if there is no such line. */
export type LineText = (file: string, line: number) => string | null;

/** A terminal, and the source to quote on it. */
export interface Rendering {
  readonly lineText: LineText;
  readonly terminal: Terminal;
}

/** The tree with box-drawing lines; under each node the source line that it stands for. */
export function renderTree(nodes: readonly EvidenceNode[], rendering: Rendering): string[] {
  return renderNodes(nodes, "", rendering);
}

function renderNodes(nodes: readonly EvidenceNode[], indent: string, rendering: Rendering): string[] {
  return nodes.flatMap((node, index) => {
    const isLast = index === nodes.length - 1;
    const inner = indent + (isLast ? "   " : "│  ");
    const { paint } = rendering.terminal;
    return [
      `${paint.dim(indent + (isLast ? "└─ " : "├─ "))}${label(node, paint)}`,
      ...sourceLine(node, inner, rendering),
      ...(node.type === "call" ? renderNodes(node.children, inner, rendering) : []),
    ];
  });
}

function label(node: EvidenceNode, paint: Paint): string {
  const place = paint.dim(placeOf(node.at));
  if (node.type === "call") return `calls ${paint.bold(node.callee === "" ? "a module" : node.callee)}  ${place}`;
  const remark = node.remark === "" ? "" : ` (${node.remark})`;
  return `${paint[kindPaint[node.kind]](node.kind)}  ${paint.bold(node.name)}${remark}  ${place}`;
}

const kindPaint: Readonly<Record<OperationNode["kind"], keyof Paint>> = {
  read: "green",
  write: "red",
  lock: "yellow",
  unknown: "magenta",
  external: "cyan",
};

function sourceLine(node: EvidenceNode, inner: string, { lineText, terminal }: Rendering): string[] {
  const text = lineText(node.at.file, node.at.line)?.trim() ?? "";
  if (text === "") return [];
  const margin = inner + (node.type === "call" && node.children.length > 0 ? "│  " : "   ");
  return [terminal.paint.dim(margin + truncate(text, terminal.columns - margin.length))];
}
