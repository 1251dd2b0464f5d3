/** An application that has one route for each thing that can happen to a request. */
export const tinyFiles: Readonly<Record<string, string>> = {
  "config/tsconfig.base.json": JSON.stringify({
    compilerOptions: { baseUrl: "..", paths: { "~/*": ["./nowhere/*", "./library/*"] } },
  }),
  "tsconfig.json": JSON.stringify({ extends: "./config/tsconfig.base.json", compilerOptions: { jsx: "preserve" } }),
  ".env": "FROM_FILE=file\nNODE_ENV=development\n",
  "library/greet.ts": `import "server-only"; import "./styles.css"; import logo from "./logo.svg";
    export const greet = (name: string) => "Hello " + name + typeof logo;`,
  "library/styles.css": "@import 'other.css'; body { color: red }",
  "library/logo.svg": "<svg/>",
  "library/mailer.ts": `export const send = () => "real";`,
  "fakes/mailer.ts": `export const send = () => "fake";`,
  "pages-of/greet/[name]/route.ts": `
    import { NextResponse, type NextRequest } from "next/server";
    import { greet } from "~/greet";
    import { send } from "~/mailer";
    export async function GET(request: NextRequest, { params }: { params: Promise<{ name: string }> }) {
      const { name } = await params;
      return NextResponse.json({ says: greet(name), query: request.nextUrl.searchParams.getAll("b"), mail: send(),
        env: [process.env.FROM_FILE, process.env.NODE_ENV, process.env.DATABASE_URL] });
    }
    export async function POST(request: Request) { return Response.json(await request.json(), { status: 201 }); }`,
  "next/route.ts": `
    import { cookies, headers, draftMode } from "next/headers";
    import { after } from "next/server";
    import { redirect, notFound } from "next/navigation";
    import { revalidatePath, revalidateTag, unstable_cache } from "next/cache";
    export async function GET() {
      const jar = await cookies();
      jar.set("seen", "1", { httpOnly: true });
      revalidatePath("/orders");
      revalidateTag("orders", "max");
      after(async () => { await fetch("https://mail.example/send", { method: "POST", body: "later" }); });
      after(() => { after(() => { throw new Error("nested"); }); });
      const cached = await unstable_cache(async () => "fresh", ["key"])();
      return Response.json({ cookie: jar.get("who")?.value, host: (await headers()).get("x-host"),
        draft: (await draftMode()).isEnabled, cached }, { headers: { "set-cookie": "own=2" } });
    }
    export async function POST() { redirect("/login?from=a;b"); }
    export async function PUT() { notFound(); }
    export async function DELETE() { throw new RangeError("too far"); }
    export async function PATCH() { return undefined; }`,
  "bodies/route.ts": `
    export async function GET() {
      const parts = ["one ", "two ", "three"];
      return new Response(new ReadableStream({ async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const part = parts.shift();
        if (part === undefined) controller.close(); else controller.enqueue(new TextEncoder().encode(part));
      } }), { headers: { "X-B": "2", "X-A": "1", "set-cookie": "a=1" } });
    }
    export async function POST() { return new Response(new Uint8Array([0, 1, 255])); }
    export async function PUT() {
      return new Response(new ReadableStream({ start(controller) {
        controller.enqueue(new TextEncoder().encode("begun")); setTimeout(() => controller.error(new Error("torn")), 1); } }));
    }
    export async function DELETE() { return new Response(null, { status: 204 }); }`,
  "trouble/route.ts": `
    export async function GET() { await new Promise((resolve) => setTimeout(resolve, 60_000)); }
    export async function POST() { console.error("about to leave"); process.exit(3); }
    export async function PUT() {
      void Promise.reject(new Error("floating"));
      setImmediate(() => { throw new Error("uncaught"); });
      void fetch("https://float.example/");
      return new Response("fine");
    }`,
  "values/route.ts": `
    import crypto, { randomUUID, randomBytes, randomInt } from "node:crypto";
    export async function GET() {
      return Response.json({ now: Date.now(), date: new Date(), text: Date(), isDate: new Date() instanceof Date,
        past: new Date(2020, 1, 1).getFullYear(), uuids: [randomUUID(), randomUUID(), globalThis.crypto.randomUUID(), crypto.randomUUID()],
        random: [Math.random(), Math.random()], bytes: randomBytes(40).toString("hex"), int: randomInt(5, 8),
        values: [...globalThis.crypto.getRandomValues(new Uint8Array(4))], ticks: performance.now() !== performance.now() });
    }`,
  "outside/route.ts": `
    import http from "node:http";
    import { get } from "node:https";
    import net from "node:net";
    import tls from "node:tls";
    const body = (response: any) => new Promise((resolve) => { let text = ""; response.on("data", (d: any) => text += d); response.on("end", () => resolve(text)); });
    const ask = (url: string, method = "GET", sent?: string) => new Promise((resolve, reject) => {
      const request = http.request(url, { method, headers: { "content-type": "application/json" } }, async (response) => resolve([response.statusCode, await body(response)]));
      request.on("error", (error: any) => resolve([error.code, error.message]));
      request.end(sent);
    });
    const socket = (made: net.Socket) => new Promise((resolve) => made.on("error", (error: any) => resolve(error.code)));
    export async function GET() {
      const attempts = await Promise.allSettled([
        fetch("https://known.example/a?b=1", { method: "POST", body: JSON.stringify({ a: 1 }), headers: { "content-type": "application/json" } }),
        fetch("https://down.example/"), fetch(new Request("https://other.example/x")), fetch("https://other.example/x"), fetch("/relative"),
        fetch("https://known.example/form", { method: "POST", body: new URLSearchParams({ q: "1" }) }) ]);
      return Response.json(await Promise.all(attempts.map(async (one) => one.status === "fulfilled"
        ? [one.value.status, await one.value.text()] : [one.reason.name, one.reason.message, one.reason.cause?.code])));
    }
    export async function POST() {
      const secure = await new Promise((resolve) => get("https://known.example/get", async (response) => resolve([response.statusCode, await body(response)])));
      return Response.json([await ask("http://known.example/b", "PUT", '{"a":2}'), await ask("http://down.example/"), await ask("http://other.example/"), secure]);
    }
    export async function PUT() {
      return Response.json([await socket(net.connect(6379, "redis.example")), await socket(tls.connect({ host: "tls.example", port: 465 })), await socket(net.connect("/var/run/none.sock"))]);
    }
    export async function PATCH(request: Request) {
      const name = new URL(request.url).searchParams.get("name");
      await ask("http://services.example/" + name);
      await new Promise((resolve) => setTimeout(resolve, 3));
      await fetch("https://services.example/" + name);
      return Response.json(name);
    }`,
  "marked/route.ts": `
    const mark = (globalThis as any).__migrateSessionsHandler;
    const wrapper = (handler: any) => handler(1, 2);
    export async function GET() {
      return Response.json([await wrapper(mark("first", async (a: number, b: number) => a + b)), mark("none", 7), mark("n", (a: any, b: any) => 0).length]);
    }`,
  "screens/list/page.tsx": `
    import { Suspense } from "react";
    async function Names({ of }: { of: string }) { await fetch("https://names.example/"); return <li>{of}</li>; }
    const Frame = ({ children }: { children: React.ReactNode }) => <ul>{children}</ul>;
    export default async function Page({ params, searchParams }: any) {
      const { id } = await params;
      return <Frame><Suspense fallback="wait"><Names of={id} /></Suspense><Names of={String((await searchParams).b)} /></Frame>;
    }`,
  "screens/gone/page.tsx": `import { notFound } from "next/navigation"; export default function Page() { notFound(); }`,
  "actions/save.ts": `
    "use server";
    import { cookies } from "next/headers";
    import { redirect } from "next/navigation";
    export async function save(form: FormData) { (await cookies()).set("saved", "yes"); return { name: form.get("name") }; }
    export async function leave() { redirect("/done"); }
    export async function nothing() {}`,
  "broken/route.ts": `import "./not-there"; export const GET = 1;`,
};
