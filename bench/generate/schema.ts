import { accountModels } from "./account-models.ts";
import { code, tidy } from "./code.ts";
import { models } from "./models.ts";
import type { Model } from "./models.ts";

/** The Prisma schema of the generated application: 9 models for tenants and sign-in, and the business models. */
export function prismaSchema(): string {
  return tidy([header, accountModels(), ...models.map(businessModel)].join("\n\n"));
}

const header = code`
  generator client {
    provider = "prisma-client"
    output   = "../src/generated/prisma"
  }

  datasource db {
    provider = "postgresql"
  }
`;

function businessModel(model: Model): string {
  return code`
    model ${model.name} {
      id String @id @default(uuid())
      tenantId String
      tenant Tenant @relation(fields: [tenantId], references: [id])
      ownerId String?
      owner SalesRep? @relation(fields: [ownerId], references: [id])
      name String
      code String
      status String @default("open")
      position Int @default(0)
      total Decimal @default(0) @db.Decimal(12, 2)
      remarks String?
      archivedAt DateTime?
      createdAt DateTime @default(now())
      updatedAt DateTime @updatedAt
      ${[...model.extraFields, ...model.parents.flatMap((parent) => toParent(model, parent)), ...toChildren(model)].join("\n")}

      @@unique([tenantId, code])
      @@index([tenantId, status])
    }
  `;
}

function toParent(model: Model, parent: Model): readonly string[] {
  return [
    `${parent.property}Id String?`,
    `${parent.property} ${parent.name}? @relation("${model.name}To${parent.name}", fields: [${parent.property}Id], references: [id])`,
  ];
}

function toChildren(model: Model): readonly string[] {
  return models
    .filter((child) => child.parents.includes(model))
    .map((child) => `${child.plural} ${child.name}[] @relation("${child.name}To${model.name}")`);
}
