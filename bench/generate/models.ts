import { createRandom } from "./random.ts";

/** A tenant-owned business model of the generated application. All of them share the fields of `schema.ts`. */
export interface Model {
  /** As in the schema: `OrderLine`. */
  readonly name: string;
  /** Prisma's client property and a good variable name: `orderLine`. */
  readonly property: string;
  /** `orderLines`. */
  readonly plural: string;
  /** For paths: `order-lines`. */
  readonly path: string;
  /** Field lines of the schema beyond the shared ones. */
  readonly extraFields: readonly string[];
  /** Models that it belongs to, through `orderId` and `order`. */
  readonly parents: readonly Model[];
}

const names = [
  ..."Customer Contact Address Order OrderLine Sku PriceList PriceListEntry Inventory InventoryMovement".split(" "),
  ..."Warehouse Shipment ShipmentLine Carrier Invoice InvoiceLine Payment CreditNote Refund Quote QuoteLine".split(" "),
  ..."Opportunity Lead Campaign CampaignMember Activity Task Memo Tag Attachment CallPlan CallPlanEntry".split(" "),
  ..."Visit VisitReport SalesRoute Territory TerritoryShare Target Commission Contract ContractTerm".split(" "),
  ..."Subscription Supplier PurchaseOrder PurchaseOrderLine ReturnRequest Complaint Survey SurveyAnswer".split(" "),
  ..."Notice Webhook".split(" "),
];

const extraFields = [
  "externalId String?",
  "reference String?",
  'currency String @default("EUR")',
  "weight Float?",
  "priority Int @default(0)",
  "isActive Boolean @default(true)",
  "approvedAt DateTime?",
  "dueAt DateTime?",
  "email String?",
  "phone String?",
  "city String?",
  "country String?",
  "latitude Float?",
  "longitude Float?",
  "metadata Json?",
  "labels String[]",
  "discount Decimal? @db.Decimal(5, 2)",
  "taxRate Decimal? @db.Decimal(5, 2)",
  "origin String?",
  "score Int?",
  "description String?",
  "completedAt DateTime?",
  "cancelledAt DateTime?",
  "version Int @default(1)",
];

/** The business models, with relations to earlier ones. The same for every seed: only the code varies. */
export const models: readonly Model[] = createModels();

function createModels(): readonly Model[] {
  const random = createRandom(60);
  const made: Model[] = [];
  for (const name of names) {
    made.push({
      name,
      property: lowerFirst(name),
      plural: plural(lowerFirst(name)),
      path: plural(kebab(name)),
      extraFields: random.sample(extraFields, random.integer(6, 14)),
      parents: random.sample(made, random.integer(1, 3)),
    });
  }
  return made;
}

export function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function plural(name: string): string {
  if (/(?:s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
