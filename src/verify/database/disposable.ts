import { isIP } from "node:net";
import { UserError } from "../../diagnostics/user-error.ts";
import { parseDatabaseUrl } from "./upstream-address.ts";

/** Words in a host's, a database's or a role's name that speak of data somebody needs. */
const WORD = /(?:^|[^a-z])(prod|prd|live|main|primary|master)(?=$|[^a-z])|(production)/i;
const MANAGED = [
  "amazonaws.com",
  "supabase.co",
  "supabase.com",
  "neon.tech",
  "azure.com",
  "windows.net",
  "googleapis.com",
  "render.com",
  "railway.app",
  "rlwy.net",
  "railway.internal",
  "heroku.com",
  "herokuapp.com",
  "timescale.com",
  "tsdb.cloud",
  "timescaledb.io",
  "aivencloud.com",
  "psdb.cloud",
  "planetscale.com",
  "crunchybridge.com",
  "fly.dev",
  "flycast",
  "prisma.io",
  "prisma-data.net",
  "ondigitalocean.com",
  "cockroachlabs.cloud",
  "xata.sh",
  "nile.tech",
  "thenile.dev",
];

/**
 * Lets only databases through that look disposable: all rows of the database that is verified on are changed.
 *
 * @param told true if the person said that the database is disposable
 * @throws UserError that says what looked like production
 */
export function refuseProduction(databaseUrl: string, { told }: { readonly told: boolean }): void {
  const url = parseDatabaseUrl(databaseUrl);
  if (told) return;
  const sign = productionSign(url);
  if (sign === null) return;
  throw new UserError(
    `The database may be one that somebody needs: ${sign}. Verifying changes and restores its rows again and again.`,
    "Give another database, or say with --disposable that this one may be lost.",
  );
}

function productionSign(url: URL): string | null {
  const hosts = [
    decodeURIComponent(url.hostname),
    ...url.searchParams.getAll("host"),
    ...url.searchParams.getAll("hostaddr"),
  ]
    .flatMap((list) => list.split(","))
    .map((host) => host.replace(/^\[|\]$|\.$/g, "").toLowerCase())
    .filter((host) => host !== "");
  const signs = [
    ...hosts.map(signOfHost),
    signOfName("database", decodeURIComponent(url.pathname.slice(1))),
    signOfName("user", decodeURIComponent(url.username)),
    ...url.searchParams.getAll("dbname").map((name) => signOfName("database", name)),
  ];
  return signs.find((sign) => sign !== null) ?? null;
}

function signOfHost(host: string): string | null {
  const managed = MANAGED.find((suffix) => host === suffix || host.endsWith(`.${suffix}`));
  if (managed !== undefined) return `its host ${host} belongs to a hosting service (${managed})`;
  return (
    signOfName("host", host) ?? (isNear(host) ? null : `its host ${host} is neither this machine nor a private address`)
  );
}

function signOfName(what: string, name: string): string | null {
  const match = WORD.exec(name.replaceAll(/([a-z])([A-Z])/g, "$1_$2"));
  const word = match?.[1] ?? match?.[2];
  return word === undefined ? null : `its ${what} "${name}" contains "${word}"`;
}

/** This machine, a container's or an office's name without a domain, or an address of RFC 1918, 4193 or 3927. */
function isNear(host: string): boolean {
  if (host.startsWith("/")) return true;
  switch (isIP(host)) {
    case 4:
      return /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$)/.test(host);
    case 6:
      return /^(?:::1$|f[cd][0-9a-f]{2}:|fe80:)/i.test(host);
    default:
      return !host.includes(".") || /\.(?:localhost|local|internal|test|invalid|lan|home\.arpa)$/.test(host);
  }
}
