import { code, tidy } from "./code.ts";
import { detailsComponent } from "./details-component.ts";
import { formComponent } from "./form-component.ts";
import { models } from "./models.ts";
import type { Model } from "./models.ts";
import { tableComponent } from "./table-component.ts";

/** Pages and components, file name to text: what an application is full of, and what a migration has to leave alone. */
export function pageFiles(count: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; files.size < count; index++) {
    const model = models[index % models.length];
    const kind = kinds[Math.floor(index / models.length) % kinds.length];
    if (!model || !kind) throw new RangeError(`No page ${index}.`);
    const version = Math.floor(index / (models.length * kinds.length));
    const suffix = version === 0 ? "" : `-${version + 1}`;
    files.set(kind.file(model, suffix), tidy(kind.make(model, suffix)));
  }
  return files;
}

interface PageKind {
  readonly file: (model: Model, suffix: string) => string;
  readonly make: (model: Model, suffix: string) => string;
}

/** A page imports the table, so tables come first: no page stands without the component that it shows. */
const kinds: readonly PageKind[] = [
  { file: (model, suffix) => `src/components/${model.path}/table${suffix}.tsx`, make: tableComponent },
  { file: (model, suffix) => `src/app/(portal)/${model.path}${suffix}/page.tsx`, make: page },
  { file: (model, suffix) => `src/components/${model.path}/form${suffix}.tsx`, make: formComponent },
  { file: (model, suffix) => `src/components/${model.path}/details${suffix}.tsx`, make: detailsComponent },
];

function page(model: Model, suffix: string): string {
  return code`
    import Link from "next/link";
    import { notFound } from "next/navigation";
    import { ${model.name}Table } from "@/components/${model.path}/table${suffix}";
    import { prisma } from "@/lib/prisma";

    export const metadata = { title: "${model.name}" };

    const pageSize = 50;

    interface PageProps {
      searchParams: Promise<{ status?: string; page?: string; tenant?: string }>;
    }

    /** The list of ${model.plural}, newest first. */
    export default async function ${model.name}Page({ searchParams }: PageProps) {
      const { status = "open", page = "1", tenant = "main" } = await searchParams;
      const number = Number.parseInt(page, 10);
      if (!Number.isFinite(number) || number < 1) notFound();
      const owner = await prisma.tenant.findUnique({ where: { slug: tenant } });
      if (!owner) notFound();
      const where = { tenantId: owner.id, status, archivedAt: null };
      const [rows, total] = await Promise.all([
        prisma.${model.property}.findMany({
          where,
          select: { id: true, name: true, code: true, status: true },
          orderBy: { createdAt: "desc" },
          skip: (number - 1) * pageSize,
          take: pageSize,
        }),
        prisma.${model.property}.count({ where }),
      ]);
      const pages = Math.max(1, Math.ceil(total / pageSize));
      return (
        <main className="mx-auto max-w-6xl px-4 py-8">
          <header className="flex items-baseline justify-between">
            <h1 className="text-2xl font-semibold">${model.name}</h1>
            <p className="text-sm text-gray-500">
              {total} in {owner.name}
            </p>
          </header>
          <nav aria-label="Status" className="my-4 flex gap-2">
            {["open", "held", "closed"].map((choice) => (
              <Link key={choice} href={"?status=" + choice} aria-current={choice === status ? "page" : undefined}>
                {choice}
              </Link>
            ))}
          </nav>
          {rows.length === 0 ? <p>Nothing here yet.</p> : <${model.name}Table rows={rows} />}
          <footer className="mt-4 flex gap-4">
            {number > 1 && <Link href={"?status=" + status + "&page=" + (number - 1)}>Previous</Link>}
            {number < pages && <Link href={"?status=" + status + "&page=" + (number + 1)}>Next</Link>}
          </footer>
        </main>
      );
    }
  `;
}
