import { code } from "./code.ts";

/**
 * `src/lib/auth/sales.ts`: the session wrapper in its legacy form, and its replacement as it stands after phase 1, so
 * that `run --phase all` has something to migrate to.
 */
export const authentication: string = code`
  import { NextResponse } from "next/server";
  import type { NextRequest } from "next/server";
  import { prisma } from "@/lib/prisma";
  import type { Db } from "@/lib/prisma";
  import { resolveTenantId, withTenantFromRequest } from "@/lib/tenant";

  export interface SalesAuthorizationOptions {
    requireSalesRep?: boolean;
    requiredRoles?: string[];
    requiredPermissions?: string[];
  }

  export interface SalesUser {
    id: string;
    userId: string;
    email: string;
    salesRepId: string | null;
  }

  export interface SalesSessionContext {
    tenantId: string;
    db: Db;
    session: SalesUser;
    roles: string[];
    permissions: Set<string>;
  }

  export type SalesSessionHandler = (context: SalesSessionContext) => Promise<Response> | Response;

  /** Runs the whole handler in one tenant transaction. */
  export async function withSalesSession(
    request: NextRequest,
    handler: SalesSessionHandler,
    options: SalesAuthorizationOptions = {},
  ): Promise<Response> {
    const sessionId = request.cookies.get("sales-session")?.value;
    if (!sessionId) return unauthorized();
    const { result } = await withTenantFromRequest(request, async (tenantId, db) => {
      const found = await findActiveSession(db, tenantId, sessionId);
      if (!found) return unauthorized();
      const refusal = authorize(found.roles, found.permissions, options);
      if (refusal) return refusal;
      return await handler({ tenantId, db, ...found });
    });
    return result;
  }

  /** Authenticates with short queries; the handler opens a transaction where it writes. */
  export async function withSalesSessionV2(
    request: NextRequest,
    handler: SalesSessionHandler,
    options: SalesAuthorizationOptions = {},
  ): Promise<Response> {
    const sessionId = request.cookies.get("sales-session")?.value;
    if (!sessionId) return unauthorized();
    const tenantId = await getTenantIdFromRequest(request);
    if (!tenantId) return NextResponse.json({ error: "Tenant not found" }, { status: 400 });
    const found = await findActiveSession(prisma, tenantId, sessionId);
    if (!found) return unauthorized();
    const refusal = authorize(found.roles, found.permissions, options);
    if (refusal) return refusal;
    return await handler({ tenantId, db: prisma, ...found });
  }

  export async function getTenantIdFromRequest(request: NextRequest): Promise<string | null> {
    return resolveTenantId(request);
  }

  async function findActiveSession(db: Db, tenantId: string, sessionId: string) {
    const session = await db.salesSession.findFirst({
      where: { id: sessionId, tenantId, expiresAt: { gt: new Date() } },
      include: {
        user: {
          include: {
            salesRepProfile: true,
            roles: { include: { role: { include: { permissions: { include: { permission: true } } } } } },
          },
        },
      },
    });
    if (!session) return null;
    const roles = session.user.roles.map((link) => link.role.code);
    const permissions = new Set(
      session.user.roles.flatMap((link) => link.role.permissions.map((granted) => granted.permission.code)),
    );
    const user: SalesUser = {
      id: session.id,
      userId: session.userId,
      email: session.user.email,
      salesRepId: session.user.salesRepProfile?.id ?? null,
    };
    return { session: user, roles, permissions };
  }

  function authorize(roles: string[], permissions: Set<string>, options: SalesAuthorizationOptions): Response | null {
    const hasRole = options.requiredRoles?.some((role) => roles.includes(role)) ?? true;
    const mayAct = options.requiredPermissions?.every((permission) => permissions.has(permission)) ?? true;
    return hasRole && mayAct ? null : NextResponse.json({ error: "Missing required role." }, { status: 403 });
  }

  function unauthorized(): Response {
    return NextResponse.json({ error: "Session expired. Please log in again.", code: "SESSION_EXPIRED" }, { status: 401 });
  }
`;
