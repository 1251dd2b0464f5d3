import { code, tidy } from "./code.ts";
import { fillers } from "./fillers.ts";
import type { Pool } from "./plan-handler.ts";
import { callOf } from "./helper.ts";
import type { RoutePlan } from "./routes.ts";

/** Makes the text of a route file that does not use the session wrapper: a webhook, a job, a health check, a feed. */
export function publicRoute(route: RoutePlan, pool: Pool): string {
  const routeText = pool.random.pick([webhook, job, health, feed])(route, pool);
  const local = pool.random.sample(fillers, 2);
  const describe = code`
    /** For the log: who asked, in a form that fits on a line. */
    function describeCaller(headers: Headers): string {
      const agent = headers.get("user-agent") ?? "unknown";
      const address = headers.get("x-forwarded-for") ?? "local";
      return [${local.map((filler) => `${filler.name}(agent + address)`).join(", ")}].join(" ");
    }
  `;
  return tidy([routeText, describe, ...local.map((filler) => filler.code)].join("\n\n"));
}

function webhook({ model, hasId }: RoutePlan): string {
  return code`
    import { createHmac, timingSafeEqual } from "node:crypto";
    import { NextResponse } from "next/server";
    import { withTenant } from "@/lib/prisma";

    interface Delivery {
      tenantId: string;
      reference: string;
    }

    ${summaryComment(hasId)}
    export async function POST(request: Request): Promise<Response> {
      console.info("webhook", describeCaller(request.headers));
      const text = await request.text();
      const expected = createHmac("sha256", process.env.WEBHOOK_SECRET ?? "").update(text).digest();
      const given = Buffer.from(request.headers.get("x-signature") ?? "", "hex");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return NextResponse.json({ error: "Bad signature" }, { status: 401 });
      }
      const delivery = JSON.parse(text) as Delivery;
      await withTenant(delivery.tenantId, async (tx) => {
        await tx.${model.property}.updateMany({ where: { code: delivery.reference }, data: { status: "delivered" } });
      });
      return NextResponse.json({ received: true });
    }
  `;
}

function job({ model, hasId }: RoutePlan, { random, readers }: Pool): string {
  const helper = random.pick(readers);
  return code`
    import { NextResponse } from "next/server";
    import { prisma, withTenant } from "@/lib/prisma";
    import { ${helper.name} } from "${helper.specifier}";

    ${summaryComment(hasId)}
    export async function GET(request: Request): Promise<Response> {
      console.info("job", describeCaller(request.headers));
      if (request.headers.get("authorization") !== "Bearer " + process.env.JOB_SECRET) {
        return NextResponse.json({ error: "Not allowed" }, { status: 401 });
      }
      const tenants = await prisma.tenant.findMany({ select: { id: true, slug: true } });
      const results: Record<string, unknown> = {};
      for (const tenant of tenants) {
        results[tenant.slug] = await withTenant(tenant.id, async (tx) => {
          await tx.${model.property}.deleteMany({ where: { tenantId: tenant.id, status: "expired" } });
          return ${callOf(helper, { client: "tx", tenant: "tenant.id", id: '"nightly"' })};
        });
      }
      return NextResponse.json({ results });
    }
  `;
}

function health({ model, hasId }: RoutePlan): string {
  return code`
    import { NextResponse } from "next/server";
    import { prisma } from "@/lib/prisma";

    export const dynamic = "force-dynamic";

    ${summaryComment(hasId)}
    export async function GET(request: Request): Promise<Response> {
      console.info("health", describeCaller(request.headers));
      const started = performance.now();
      try {
        await prisma.$queryRaw${"`SELECT 1`"};
        return NextResponse.json({ part: "${model.path}", milliseconds: Math.round(performance.now() - started) });
      } catch {
        return NextResponse.json({ part: "${model.path}", error: "The database does not answer." }, { status: 503 });
      }
    }
  `;
}

function feed({ model, hasId }: RoutePlan): string {
  return code`
    import { NextResponse } from "next/server";
    import type { NextRequest } from "next/server";
    import { withTenantFromRequest } from "@/lib/tenant";

    ${summaryComment(hasId)}
    export async function GET(request: NextRequest): Promise<Response> {
      console.info("feed", describeCaller(request.headers));
      const { result } = await withTenantFromRequest(request, async (tenantId, db) =>
        db.${model.property}.findMany({ where: { tenantId, status: "published" }, take: 20, select: { id: true, name: true } }),
      );
      const items = result.map((entry) => "<item><guid>" + entry.id + "</guid><title>" + entry.name + "</title></item>");
      return new NextResponse("<rss>" + items.join("") + "</rss>", { headers: { "content-type": "application/rss+xml" } });
    }
  `;
}

function summaryComment(hasId: boolean): string {
  return hasId
    ? "/** Public: the id in the path is only there for readable addresses. */"
    : "/** Public: no session. */";
}
