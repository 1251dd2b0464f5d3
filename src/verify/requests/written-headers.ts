import type { RequestDefaults, WrittenRequest } from "./requests-file.ts";

/** The headers of a request, names in lower case: the defaults, what the request says, and what any client would send. */
export function writtenHeaders(
  written: WrittenRequest,
  defaults: RequestDefaults,
  client: { readonly host: string; readonly contentType: string | null },
): Readonly<Record<string, string>> {
  const headers = merged(inLowerCase(defaults.headers ?? {}), inLowerCase(written.headers ?? {}));
  const cookies = merged(defaults.cookies ?? {}, written.cookies ?? {});
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`);
  const said = headers.get("cookie");
  const cookie = [...(said === undefined ? [] : [said]), ...jar].join("; ");
  return {
    host: client.host,
    ...(client.contentType === null ? {} : { "content-type": client.contentType }),
    ...Object.fromEntries(headers),
    ...(cookie === "" ? {} : { cookie }),
  };
}

type Values = Readonly<Record<string, string | null>>;

function merged(defaults: Values, own: Values): ReadonlyMap<string, string> {
  const values = Object.entries({ ...defaults, ...own });
  return new Map(values.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

function inLowerCase(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}
