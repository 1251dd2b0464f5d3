import type { ExternalGuard, ExternalName, Statement } from "../program.ts";
import { numberAt, textAt } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import { noted } from "./noted.ts";

type External = Extract<Statement, { kind: "external" }>;

/** A call that leaves the process, with what becomes of its answer or error. */
export function externalLines(scope: Scope, { call, guard, pick }: External): readonly string[] {
  scope.sheet.saw(`external.${call}`);
  scope.sheet.saw(`external.guard.${guard}`);
  if (scope.sheet.operations.some(({ does }) => does === "write")) scope.sheet.saw("external.afterWrite");
  const text = callText(scope, call, pick);
  const isFetch = call === "fetch" || call === "carrier";
  return guarded(scope, text, { guard, isFetch, pick });
}

function callText(scope: Scope, call: ExternalName, pick: number): string {
  const { sheet, frame } = scope;
  const [number, text] = [numberAt(scope, pick), textAt(scope, pick)];
  const post = (url: string): string =>
    `fetch("${url}", { method: "POST", body: JSON.stringify({ text: ${text}, number: ${number} }) })`;
  switch (call) {
    case "fetch":
      return post("https://mail.invalid/send");
    case "carrier":
      return post("https://carrier.invalid/pickups");
    case "mail":
      sheet.needs(frame.file, "sendMail", "@/lib/integrations/mailer");
      return `sendMail({ to: "central@shop.invalid", subject: "Done", text: ${text} })`;
    case "sms":
      sheet.needs(frame.file, "sendSms", "@/lib/integrations/sms");
      return `sendSms("+34 600 000001", ${text})`;
    case "freight":
      sheet.needs(frame.file, "fetchFreightQuote", "@/lib/integrations/freight");
      return `fetchFreightQuote("08001", ${number})`;
    case "storage":
      sheet.needs(frame.file, "fileStore", "@/lib/integrations/storage");
      return `fileStore.put("generated.txt", ${text}, "text/plain")`;
    case "parallel":
      return `Promise.all([\n${post("https://mail.invalid/send")},\n${post("https://carrier.invalid/pickups")},\n])`;
  }
}

function guarded(
  scope: Scope,
  text: string,
  { guard, isFetch, pick }: { readonly guard: ExternalGuard; readonly isFetch: boolean; readonly pick: number },
): readonly string[] {
  switch (guard) {
    case "await":
      return [`await ${text};`];
    case "catch":
      return [`await ${text}.catch(() => null);`];
    case "try":
      return [`try {\nawait ${text};\n} catch {\n${noted(scope, '"not sent"')}\n}`];
    default:
      return isFetch ? checked(scope, text, { guard, pick }) : [`await ${text};`, noted(scope, '"sent"')];
  }
}

function checked(
  scope: Scope,
  text: string,
  { guard, pick }: { readonly guard: ExternalGuard; readonly pick: number },
): readonly string[] {
  const name = scope.fresh("reply");
  const lines = [`const ${name} = await ${text};`];
  const { returns } = scope.frame;
  if (guard === "throw") return [...lines, `if (!${name}.ok) throw new Error(\`Refused: \${${name}.status}\`);`];
  if (guard === "bind") return [...lines, `total += ${name}.status;`];
  const leaving =
    returns === "answer"
      ? `return NextResponse.json({ refused: ${name}.status }, { status: 502 });`
      : returns === "number"
        ? `return ${pick % 3};`
        : "return;";
  return [...lines, `if (!${name}.ok) ${leaving}`];
}
