import type { Model } from "./models.ts";

/** How a helper gets the client: `global` takes none and uses the application's own one. */
export type HelperForm = "client-first" | "client-last" | "object" | "service" | "global";

export type HelperResult = "record" | "records" | "number" | "saved" | "nothing";

/** One exported helper function (or service class) of the generated application, with the truth about it. */
export interface Helper {
  readonly file: string;
  /** What a file imports it under: `@/lib/orders/load-order`. */
  readonly specifier: string;
  /** Name of the function, or of the class for form `service`. */
  readonly name: string;
  readonly form: HelperForm;
  readonly returns: HelperResult;
  readonly model: Model;
  readonly other: Model;
  /** 0 for a helper that calls no other one. */
  readonly level: number;
  readonly callees: readonly Helper[];
  /** Writes that stand in its own code. */
  readonly ownWrites: number;
  /** Every write that it reaches, own and through others, as `file:index`. Empty for a helper that only reads. */
  readonly writes: ReadonlySet<string>;
  /** True if it calls a service outside of the application. */
  readonly external: boolean;
}

/** What a caller can hand over. */
export interface CallArguments {
  readonly client: string;
  readonly tenant: string;
  readonly id: string;
}

/** The expression that calls a helper, not yet awaited. */
export function callOf(helper: Helper, { client, tenant, id }: CallArguments): string {
  const names: Record<HelperForm, string> = {
    "client-first": `${helper.name}(${client}, ${tenant}, ${id})`,
    "client-last": `${helper.name}(${tenant}, ${id}, ${client})`,
    object: `${helper.name}({ ${property("db", client)}, ${property("tenantId", tenant)} }, ${id})`,
    service: `new ${helper.name}(${client}, ${tenant}).run(${id})`,
    global: `${helper.name}(${tenant}, ${id})`,
  };
  return names[helper.form];
}

function property(name: string, value: string): string {
  return name === value ? name : `${name}: ${value}`;
}

/** Statements that call a helper and add what came back to `details`, a `string[]` of the caller. */
export function statementsOf(helper: Helper, given: CallArguments, variable: string): string {
  const call = `await ${callOf(helper, given)}`;
  const byResult: Record<HelperResult, string> = {
    record: `const ${variable} = ${call};\nif (${variable}) details.push(${variable}.name);`,
    records: `const ${variable} = ${call};\nfor (const entry of ${variable}) details.push(entry.code);`,
    number: `const ${variable} = ${call};\nif (${variable} > 0) details.push(String(${variable}));`,
    saved: `const ${variable} = ${call};\ndetails.push(${variable}.id);`,
    nothing: `${call};`,
  };
  return byResult[helper.returns];
}

export function importOf(helper: Helper): string {
  return `import { ${helper.name} } from "${helper.specifier}";`;
}
