import { readStrings, type WireFrame } from "./wire-frames.ts";

interface Portal {
  readonly text: string;
  /** A portal may be executed in portions; only the first is a statement. */
  wasExecuted: boolean;
}

/** Knows the SQL behind the names of prepared statements and portals of one connection; "" is the unnamed one. */
export class StatementNames {
  readonly #statements: Map<string, string> = new Map<string, string>();
  readonly #portals: Map<string, Portal> = new Map<string, Portal>();

  /**
   * Follows Parse, Bind and Close; other messages are ignored.
   *
   * @returns for an Execute that begins a statement its SQL; null otherwise
   */
  follow(frame: WireFrame): string | null {
    switch (frame.type) {
      case "P":
        this.#parse(frame);
        return null;
      case "B":
        this.#bind(frame);
        return null;
      case "C":
        this.#close(frame);
        return null;
      case "E":
        return this.#execute(frame);
      default:
        return null;
    }
  }

  #parse(frame: WireFrame): void {
    const [name = "", text = ""] = readStrings(frame, 2);
    this.#statements.set(name, text);
  }

  #bind(frame: WireFrame): void {
    const [portal = "", statement = ""] = readStrings(frame, 2);
    this.#portals.set(portal, { text: this.#statements.get(statement) ?? "", wasExecuted: false });
  }

  #close(frame: WireFrame): void {
    const [name = ""] = readStrings(frame, 1, 6);
    if (frame.bytes[5] === "S".charCodeAt(0)) this.#statements.delete(name);
    else this.#portals.delete(name);
  }

  #execute(frame: WireFrame): string | null {
    const [name = ""] = readStrings(frame, 1);
    const portal = this.#portals.get(name);
    if (portal === undefined) return "";
    if (portal.wasExecuted) return null;
    portal.wasExecuted = true;
    return portal.text;
  }
}
