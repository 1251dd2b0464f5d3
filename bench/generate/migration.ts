import { code, tidy } from "./code.ts";
import { models } from "./models.ts";
import type { Model } from "./models.ts";

/** The application's SQL migrations, text by file: the tables, then forced row-level security on the owned ones. */
export function sqlMigrations(): ReadonlyMap<string, string> {
  return new Map([
    ["prisma/migrations/20250110090000_initial/migration.sql", tidy([accounts, ...models.map(table)].join("\n\n"))],
    ["prisma/migrations/20250302120000_row_level_security/migration.sql", tidy(rowLevelSecurity())],
    ["prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n'],
  ]);
}

const accounts = code`
  CREATE TABLE "Tenant" ("id" TEXT PRIMARY KEY, "slug" TEXT NOT NULL UNIQUE, "name" TEXT NOT NULL);
  CREATE TABLE "User" ("id" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "email" TEXT NOT NULL, "name" TEXT NOT NULL);
  CREATE TABLE "Role" ("id" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "code" TEXT NOT NULL);
  CREATE TABLE "Permission" ("id" TEXT PRIMARY KEY, "code" TEXT NOT NULL UNIQUE);
  CREATE TABLE "UserRole" ("userId" TEXT NOT NULL, "roleId" TEXT NOT NULL, PRIMARY KEY ("userId", "roleId"));
  CREATE TABLE "RolePermission" ("roleId" TEXT NOT NULL, "permissionId" TEXT NOT NULL, PRIMARY KEY ("roleId", "permissionId"));
  CREATE TABLE "SalesRep" ("id" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "userId" TEXT NOT NULL UNIQUE, "isActive" BOOLEAN NOT NULL DEFAULT true);
  CREATE TABLE "SalesSession" ("id" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "userId" TEXT NOT NULL, "expiresAt" TIMESTAMP(3) NOT NULL);
  CREATE TABLE "AuditLog" ("id" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "action" TEXT NOT NULL, "entity" TEXT NOT NULL, "entityId" TEXT, "actorId" TEXT, "details" JSONB, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP);
`;

const columnTypes: Readonly<Record<string, string>> = {
  String: "TEXT",
  "String[]": "TEXT[]",
  Int: "INTEGER",
  Float: "DOUBLE PRECISION",
  Boolean: "BOOLEAN",
  DateTime: "TIMESTAMP(3)",
  Json: "JSONB",
  Decimal: "DECIMAL(5,2)",
};

function table(model: Model): string {
  const columns = [...model.extraFields.map(column), ...model.parents.map((parent) => `"${parent.property}Id" TEXT`)];
  return code`
    CREATE TABLE "${model.name}" (
      "id" TEXT NOT NULL,
      "tenantId" TEXT NOT NULL,
      "ownerId" TEXT,
      "name" TEXT NOT NULL,
      "code" TEXT NOT NULL,
      "status" TEXT NOT NULL DEFAULT 'open',
      "position" INTEGER NOT NULL DEFAULT 0,
      "total" DECIMAL(12,2) NOT NULL DEFAULT 0,
      "remarks" TEXT,
      "archivedAt" TIMESTAMP(3),
      "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
      "updatedAt" TIMESTAMP(3) NOT NULL,
      ${columns.join(",\n")},
      CONSTRAINT "${model.name}_pkey" PRIMARY KEY ("id")
    );
    CREATE UNIQUE INDEX "${model.name}_tenantId_code_key" ON "${model.name}"("tenantId", "code");
    CREATE INDEX "${model.name}_tenantId_status_idx" ON "${model.name}"("tenantId", "status");
  `;
}

function column(field: string): string {
  const [name = "", type = ""] = field.split(" ");
  return `"${name}" ${columnTypes[type.replace("?", "")] ?? "TEXT"}`;
}

function rowLevelSecurity(): string {
  return code`
    DO $$
    DECLARE
      owned TEXT;
    BEGIN
      FOREACH owned IN ARRAY ARRAY[${models.map((model) => `'${model.name}'`).join(", ")}]
      LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY tenant_isolation ON %I USING ("tenantId" = NULLIF(current_setting(''app.current_tenant_id'', true), ''''))', owned);
      END LOOP;
    END
    $$;
  `;
}
