import { code } from "./code.ts";
import { models } from "./models.ts";

/** The models that every application has before it has any business: tenants, users and what they may do. */
export function accountModels(): string {
  const owned = models.map((model) => `${model.plural} ${model.name}[]`).join("\n");
  return [
    tenantModels(owned),
    signInModels,
    linkModel("UserRole", "user User", "role Role"),
    linkModel("RolePermission", "role Role", "permission Permission"),
  ].join("\n\n");
}

function tenantModels(owned: string): string {
  return code`
    model Tenant {
      id String @id @default(uuid())
      slug String @unique
      name String
      users User[]
      roles Role[]
      salesReps SalesRep[]
      salesSessions SalesSession[]
      auditLogs AuditLog[]
      ${owned}
    }

    model SalesRep {
      id String @id @default(uuid())
      tenantId String
      tenant Tenant @relation(fields: [tenantId], references: [id])
      userId String @unique
      user User @relation(fields: [userId], references: [id])
      isActive Boolean @default(true)
      ${owned}
    }
  `;
}

const signInModels = code`
  model User {
    id String @id @default(uuid())
    tenantId String
    tenant Tenant @relation(fields: [tenantId], references: [id])
    email String
    name String
    roles UserRole[]
    salesRepProfile SalesRep?
    sessions SalesSession[]

    @@unique([tenantId, email])
  }

  model Role {
    id String @id @default(uuid())
    tenantId String
    tenant Tenant @relation(fields: [tenantId], references: [id])
    code String
    users UserRole[]
    permissions RolePermission[]

    @@unique([tenantId, code])
  }

  model Permission {
    id String @id @default(uuid())
    code String @unique
    roles RolePermission[]
  }

  model SalesSession {
    id String @id @default(uuid())
    tenantId String
    tenant Tenant @relation(fields: [tenantId], references: [id])
    userId String
    user User @relation(fields: [userId], references: [id])
    expiresAt DateTime
  }

  model AuditLog {
    id String @id @default(uuid())
    tenantId String
    tenant Tenant @relation(fields: [tenantId], references: [id])
    action String
    entity String
    entityId String?
    actorId String?
    details Json?
    createdAt DateTime @default(now())

    @@index([tenantId, entity, entityId])
  }
`;

function linkModel(name: string, left: string, right: string): string {
  const [leftField = "", rightField = ""] = [left, right].map((side) => side.split(" ")[0]);
  return code`
    model ${name} {
      ${leftField}Id String
      ${left} @relation(fields: [${leftField}Id], references: [id])
      ${rightField}Id String
      ${right} @relation(fields: [${rightField}Id], references: [id])

      @@id([${leftField}Id, ${rightField}Id])
    }
  `;
}
