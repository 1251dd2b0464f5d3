import { code } from "./code.ts";

/** How a route checks its body: with a zod schema before the session wrapper is called, or by a mere cast inside it. */
export type BodyForm = "schema" | "cast";

export const bodySchema: string = code`
  const bodySchema = z.object({
    name: z.string().min(1).max(200),
    code: z.string().regex(/^[A-Z0-9-]+$/),
    status: z.string().default("open"),
    quantity: z.number().int().nonnegative(),
    remarks: z.string().nullish(),
    items: z.array(z.object({ id: z.string(), quantity: z.number().int() })).max(500),
  });
`;

export const bodyType: string = code`
  interface RequestBody {
    name: string;
    code: string;
    status: string;
    quantity: number;
    remarks?: string | null;
    items: { id: string; quantity: number }[];
  }
`;

/** The statements that declare `body`. */
export const readBody: Readonly<Record<BodyForm, string>> = {
  schema: code`
    const parsed = bodySchema.safeParse(await request.json());
    if (!parsed.success) {
      return NextResponse.json({ error: "Invalid request", issues: parsed.error.issues }, { status: 400 });
    }
    const body = parsed.data;
  `,
  cast: "const body = (await request.json()) as RequestBody;",
};
