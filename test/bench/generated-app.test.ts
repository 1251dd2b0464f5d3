import ts from "typescript";
import { describe, expect, it } from "vitest";
import { generateApplication } from "../../bench/generate.ts";

const size = { handlers: 40, routes: 40, helpers: 24 };

describe("generated application", () => {
  const application = generateApplication(size, 1);

  it("has the same bytes for the same seed, and others for another one", () => {
    expect([...generateApplication(size, 1).files]).toEqual([...application.files]);
    expect([...generateApplication(size, 2).files]).not.toEqual([...application.files]);
  });

  it("has the size that was asked for", () => {
    expect(application.counts).toMatchObject(size);
    expect(application.labels).toHaveLength(size.handlers);
  });

  it("adds route files where the handlers need more than were asked for", () => {
    const { counts } = generateApplication({ handlers: 40, routes: 1, helpers: 24 }, 1);
    expect(counts.handlers).toBe(40);
    expect(counts.routes).toBe(counts.sessionRoutes);
  });

  it("parses", () => {
    const broken = [...application.files].filter(([file, text]) => isSource(file) && syntaxErrors(file, text) > 0);
    expect(broken.map(([file]) => file)).toEqual([]);
  });

  it("imports only files that it has, besides packages and the Prisma client", () => {
    const imported = [...application.files.values()].flatMap((text) => [...text.matchAll(/ from "@\/([^"]+)"/g)]);
    const missing = imported.map(([, target = ""]) => `src/${target}`).filter((target) => !exists(target));
    expect(missing).toEqual([]);
  });

  it("labels every exported handler that calls the wrapper, once", () => {
    const ids = application.labels.map((label) => label.id);
    const exported = [...application.files].flatMap(([file, text]) =>
      text.includes("@/lib/auth") && file.endsWith("route.ts")
        ? methodsOf(text).map((method) => `${file}#${method}`)
        : [],
    );
    expect(exported.toSorted()).toEqual(ids.toSorted());
  });

  it("has handlers of every class, writes and reads in about the usual shares", () => {
    const { labels } = generateApplication({ handlers: 1000, routes: 1000, helpers: 300 }, 1);
    const share = (name: string): number => labels.filter((label) => label.class === name).length / labels.length;
    expect(share("write")).toBeCloseTo(0.48, 1);
    expect(share("read")).toBeCloseTo(0.48, 1);
    expect(share("none")).toBeGreaterThan(0.01);
    expect(share("unknown")).toBeGreaterThan(0.001);
  });

  it("counts writes for write handlers only", () => {
    const wrong = application.labels.filter((label) => (label.class === "write") !== label.writes > 0);
    expect(wrong).toEqual([]);
  });

  function exists(target: string): boolean {
    if (target.startsWith("src/generated/prisma/")) return true;
    return [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`].some((file) => application.files.has(file));
  }
});

function syntaxErrors(fileName: string, text: string): number {
  const compilerOptions = { jsx: ts.JsxEmit.Preserve };
  return ts.transpileModule(text, { fileName, reportDiagnostics: true, compilerOptions }).diagnostics?.length ?? 0;
}

function methodsOf(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:async function|const) ([A-Z]+)\b/gm)].map(([, method = ""]) => method);
}

function isSource(file: string): boolean {
  return /\.tsx?$/.test(file) && !file.endsWith(".d.ts");
}
