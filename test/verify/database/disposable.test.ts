import { expect, it } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { refuseProduction } from "../../../src/verify/database/disposable.ts";

const notTold = { told: false };

it.each([
  "postgresql://app:x@localhost:5432/sales_test",
  "postgres://app@127.0.0.1/dev",
  "postgresql://app@[::1]:5432/dev",
  "postgresql://app@10.1.2.3/dev",
  "postgresql://app@172.20.0.4/dev",
  "postgresql://app@192.168.1.4/products_domain",
  "postgresql://app@db:5432/maintenance",
  "postgresql://app@db.docker.internal/delivery",
  "postgresql:///dev?host=/var/run/postgresql",
])("lets %s through", (url) => {
  expect(() => refuseProduction(url, notTold)).not.toThrow();
});

it.each([
  ["postgresql://app@localhost/sales_prod", 'database "sales_prod" contains "prod"'],
  ["postgresql://app@localhost/SalesProduction", 'contains "Production"'],
  ["postgresql://app@localhost/live", 'contains "live"'],
  ["postgresql://app_prd@localhost/dev", 'user "app_prd" contains "prd"'],
  ["postgresql://app@db-primary/dev", 'host "db-primary" contains "primary"'],
  ["postgresql://app@master.local/dev", 'contains "master"'],
  ["postgresql://app@localhost/main", 'contains "main"'],
  ["postgresql://app@8.8.8.8/dev", "neither this machine nor a private address"],
  ["postgresql://app@172.32.0.1/dev", "neither this machine nor a private address"],
  ["postgresql://app@db.example.com/dev", "neither this machine"],
  ["postgresql://app@[2001:db8::1]/dev", "neither this machine"],
  ["postgresql://app@localhost/dev?host=db.example.com", "neither this machine"],
  ["postgresql://app@x.eu-west-1.rds.amazonaws.com/dev", "hosting service (amazonaws.com)"],
  ["postgresql://app@ep-1.eu.aws.neon.tech/dev", "neon.tech"],
  ["postgresql://app@db.abc.supabase.co/dev", "supabase.co"],
  ["postgresql://app@x.postgres.database.azure.com/dev", "azure.com"],
  ["postgresql://app@db.flycast/dev", "flycast"],
])("refuses %s", (url, reason) => {
  expect(() => refuseProduction(url, notTold)).toThrow(reason);
  expect(() => refuseProduction(url, { told: true })).not.toThrow();
});

it("says how to go on, without the password", () => {
  try {
    refuseProduction("postgresql://app:secret@db.example.com/dev", notTold);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ hint: expect.stringContaining("--disposable") as string });
    expect(String(error)).not.toContain("secret");
  }
});

it("refuses what is no Postgres URL", () => {
  expect(() => refuseProduction("mysql://localhost/dev", notTold)).toThrow("not a Postgres URL");
});
