import { code, tidy } from "./code.ts";
import { authentication } from "./authentication.ts";

/** What every application of this kind has once: configuration, database access, sign-in and the services it calls. */
export function foundationFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["package.json", `${JSON.stringify(packageJson, null, 2)}\n`],
    ["tsconfig.json", `${JSON.stringify(tsconfig, null, 2)}\n`],
    ["next-env.d.ts", '/// <reference types="next" />\n/// <reference types="next/image-types/global" />\n'],
    ["src/lib/prisma.ts", tidy(database)],
    ["src/lib/tenant.ts", tidy(tenant)],
    ["src/lib/auth/sales.ts", tidy(authentication)],
    ["src/lib/auth/index.ts", 'export * from "./sales";\n'],
    ["src/lib/audit.ts", tidy(audit)],
    ["src/lib/summary.ts", tidy(summary)],
    ...services.map(serviceFile),
  ]);
}

const packageJson = {
  name: "generated-sales-portal",
  private: true,
  dependencies: { "@prisma/adapter-pg": "^7.10.0", "@prisma/client": "^7.10.0", next: "^16.4.0", react: "^19.3.0" },
  devDependencies: { prisma: "^7.10.0", typescript: "^6.0.0" },
};

/** Next.js' own defaults, without `incremental`: a second `tsc` must not find the first one's work. */
const tsconfig = {
  compilerOptions: {
    target: "ES2022",
    lib: ["dom", "dom.iterable", "esnext"],
    allowJs: true,
    skipLibCheck: true,
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    module: "esnext",
    moduleResolution: "bundler",
    resolveJsonModule: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    jsx: "react-jsx",
    types: ["node", "react"],
    paths: { "@/*": ["./src/*"] },
  },
  include: ["next-env.d.ts", "src/**/*.ts", "src/**/*.tsx"],
  exclude: ["node_modules"],
};

const database = code`
  import { PrismaPg } from "@prisma/adapter-pg";
  import { PrismaClient } from "@/generated/prisma/client";
  import type { Prisma } from "@/generated/prisma/client";

  export type Db = PrismaClient | Prisma.TransactionClient;

  const globalForPrisma = globalThis as unknown as { prisma?: PrismaClient };

  export const prisma =
    globalForPrisma.prisma ??
    new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 17 }) });

  if (process.env.NODE_ENV !== "production") globalForPrisma.prisma = prisma;

  /** Runs the callback in one transaction in which the row-level security policies see the tenant. */
  export async function withTenant<T>(tenantId: string, callback: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw${"`"}SELECT set_config('app.current_tenant_id', ${"${tenantId}"}, true)${"`"};
        return callback(tx);
      },
      { timeout: 60_000 },
    );
  }
`;

const tenant = code`
  import type { NextRequest } from "next/server";
  import { prisma, withTenant } from "@/lib/prisma";
  import type { Db } from "@/lib/prisma";

  const DEFAULT_TENANT_SLUG = "main";

  export async function resolveTenantId(request: NextRequest): Promise<string | null> {
    const header = request.headers.get("x-tenant-id");
    if (header) return header;
    const slug = request.headers.get("x-tenant-slug") ?? DEFAULT_TENANT_SLUG;
    const found = await prisma.tenant.findUnique({ where: { slug }, select: { id: true } });
    return found?.id ?? null;
  }

  export async function withTenantFromRequest<T>(
    request: NextRequest,
    callback: (tenantId: string, db: Db) => Promise<T>,
  ): Promise<{ tenantId: string; result: T }> {
    const tenantId = await resolveTenantId(request);
    if (!tenantId) throw new Error("Tenant not found");
    const result = await withTenant(tenantId, async (tx) => callback(tenantId, tx));
    return { tenantId, result };
  }
`;

const audit = code`
  import type { Db } from "@/lib/prisma";

  export interface AuditEntry {
    action: string;
    entity: string;
    entityId?: string;
    actorId?: string;
  }

  /** Keeps a trace of a change, in the transaction of the change. */
  export async function recordAudit(db: Db, tenantId: string, entry: AuditEntry): Promise<void> {
    await db.auditLog.create({
      data: { tenantId, ...entry },
    });
  }
`;

const summary = code`
  /** What lists and helpers pass around of any record. */
  export interface Summary {
    id: string;
    name: string;
    code: string;
    status: string;
  }

  export interface Saved {
    id: string;
  }

  export function initials(record: Summary): string {
    return record.name
      .split(/\\s+/)
      .map((part) => part.charAt(0).toUpperCase())
      .join("");
  }
`;

/** The services outside of the application that handlers and helpers call over HTTP: file, function, endpoint. */
export const services = [
  { file: "freight", name: "requestFreightQuote", endpoint: "https://freight.example.com/v2/quotes" },
  { file: "mail", name: "sendNotification", endpoint: "https://mail.example.com/v1/messages" },
  { file: "geocoding", name: "locateAddress", endpoint: "https://geo.example.com/search" },
  { file: "erp", name: "pushToErp", endpoint: "https://erp.example.com/api/documents" },
  { file: "assistant", name: "summariseText", endpoint: "https://llm.example.com/v1/responses" },
] as const;

function serviceFile({ file, name, endpoint }: (typeof services)[number]): [string, string] {
  const text = code`
    export interface ServiceReply {
      accepted: boolean;
      reference: string | null;
    }

    /** Throws if the service does not answer with a success. */
    export async function ${name}(subject: { id: string; name?: string }): Promise<ServiceReply> {
      const response = await fetch("${endpoint}", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id: subject.id, name: subject.name ?? null }),
      });
      if (!response.ok) throw new Error("${name}: status " + response.status);
      return (await response.json()) as ServiceReply;
    }
  `;
  return [`src/lib/services/${file}.ts`, tidy(text)];
}
