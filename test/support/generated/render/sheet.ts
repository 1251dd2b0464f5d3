/** An operation of the program that can be reached. */
export interface Reachable {
  readonly does: "read" | "write" | "lock";
  readonly operation: string;
}

/** What a rendering collects beside the handler's own lines. */
export class Sheet {
  readonly operations: Reachable[] = [];
  readonly constructs = new Set<string>();
  /** Functions and classes of the route file. */
  readonly declarations: string[] = [];
  /** Functions of the sibling module. */
  readonly shared: string[] = [];
  /** Methods of the class that takes the client in its constructor. */
  readonly methods: string[] = [];
  readonly #imports = { route: new Map<string, Set<string>>(), module: new Map<string, Set<string>>() };
  #helpers = 0;

  saw(construct: string): void {
    this.constructs.add(construct);
  }

  /** Adds an import to one of the two files. */
  needs(place: Place, name: string, module: string): void {
    const names = this.#imports[place].get(module) ?? new Set<string>();
    this.#imports[place].set(module, names.add(name));
  }

  /** A function that takes the work to do. */
  needMeasured(place: Place): void {
    const own = place === "module" ? this.shared : this.declarations;
    if (own.includes(MEASURED)) return;
    own.unshift(MEASURED);
    this.saw("helper.callback");
  }

  importsOf(place: Place): string {
    return Array.from(
      this.#imports[place],
      ([module, names]) => `import { ${[...names].join(", ")} } from "${module}";\n`,
    ).join("");
  }

  helperName(verb: string): string {
    this.#helpers += 1;
    return `${verb}${["First", "Second", "Third", "Fourth", "Fifth"][this.#helpers - 1] ?? this.#helpers}`;
  }
}

export type Place = "route" | "module";

const MEASURED = `async function measured<T>(work: () => Promise<T>): Promise<T> {
  const result = await work();
  return result;
}`;
