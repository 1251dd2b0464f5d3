import type { RepositoryPath } from "../../model/text.ts";
import type { HandlerRequest } from "../model/request.ts";
import type { RoutedHandler } from "./match-route.ts";

/** What a file of requests or a recording holds. */
export interface RequestSet {
  readonly requests: readonly HandlerRequest[];
  /** What is not sent, in the file's order. */
  readonly skipped: readonly Skipped[];
  /** The time at which the application's clock shall stand, ISO 8601; null if the file does not say. */
  readonly now: string | null;
  /** Further variables of the application's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Modules that are loaded instead of others, by specifier. */
  readonly replace: Readonly<Record<string, string>>;
}

/** One request, or many of a kind: `{ what: "POST /api/order", why: "no handler; the nearest route is /api/orders" }`. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}

/** The application, as far as it must be known to tell which of its exports a request reaches. */
export interface RequestedApplication {
  /** Its handlers, and the route files without one: these keep a URL from being taken for another route's. */
  readonly handlers: readonly RoutedHandler[];
  /** As in its Next configuration: `/portal`, or empty. */
  readonly basePath: string;
  readonly isFile: (path: RepositoryPath) => boolean;
}

/** Where requests go that name no origin of their own. Nothing is ever sent there. */
export const unnamedOrigin = "https://app.invalid";
