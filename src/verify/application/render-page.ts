interface Element {
  readonly type: unknown;
  readonly props: Readonly<Record<string, unknown>>;
}

type Component = (props: unknown) => unknown;
type Require = (specifier: string) => unknown;

/**
 * What a page returned, as static markup of the application's own React. Asynchronous components are called first, each
 * once: React's own renderer would call them again after waiting, and their statements would be sent twice.
 */
export async function renderPage(page: unknown, require: Require): Promise<string> {
  const { renderToStaticMarkup } = require("react-dom/server") as { renderToStaticMarkup: (page: unknown) => string };
  const { cloneElement } = require("react") as { cloneElement: (element: unknown, props: object) => unknown };
  const complete = async (given: unknown): Promise<unknown> => {
    const node = await given;
    if (Array.isArray(node)) return inOrder(node, complete);
    if (!isElement(node)) return node;
    if (isAsynchronous(node.type)) return complete(node.type(node.props));
    const { children } = node.props;
    return children === undefined ? node : cloneElement(node, { children: await complete(children) });
  };
  return renderToStaticMarkup(await complete(page));
}

async function inOrder(nodes: readonly unknown[], each: (node: unknown) => Promise<unknown>): Promise<unknown[]> {
  const completed: unknown[] = [];
  for (const node of nodes) completed.push(await each(node));
  return completed;
}

function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "$$typeof" in value && "props" in value && "type" in value;
}

function isAsynchronous(type: unknown): type is Component {
  return typeof type === "function" && type.constructor.name === "AsyncFunction";
}
