import { code } from "./code.ts";

/** A plain function `(text: string) => string` that has nothing to do with the database. */
export interface Filler {
  readonly name: string;
  readonly code: string;
}

/** Every real file has some of these. */
export const fillers: readonly Filler[] = [
  {
    name: "normaliseName",
    code: code`
      function normaliseName(text: string): string {
        const words = text.trim().split(/\\s+/).filter(Boolean);
        const seen = new Map<string, number>();
        for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
        seen.delete("-");
        return words.filter((word) => seen.has(word)).join(" ");
      }
    `,
  },
  {
    name: "maskReference",
    code: code`
      function maskReference(text: string): string {
        if (text.length <= 4) return text;
        const visible = text.slice(-4);
        return visible.padStart(text.length, "*");
      }
    `,
  },
  {
    name: "slugOf",
    code: code`
      function slugOf(text: string): string {
        return text
          .normalize("NFKD")
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "");
      }
    `,
  },
  {
    name: "labelOf",
    code: code`
      function labelOf(text: string): string {
        switch (text.charAt(0)) {
          case "A":
          case "a":
            return text + " (priority)";
          case "X":
          case "x":
            return text + " (external)";
          default:
            return text;
        }
      }
    `,
  },
  {
    name: "abbreviate",
    code: code`
      /** Cuts at a word's end, so that lists stay readable on a phone. */
      function abbreviate(text: string): string {
        const limit = 40;
        if (text.length <= limit) return text;
        const cut = text.lastIndexOf(" ", limit);
        return text.slice(0, cut > 0 ? cut : limit) + "…";
      }
    `,
  },
  {
    name: "checksum",
    code: code`
      function checksum(text: string): string {
        let sum = 0;
        for (let index = 0; index < text.length; index++) {
          const weight = index % 2 === 0 ? 3 : 1;
          sum = (sum + text.charCodeAt(index) * weight) % 97;
        }
        return text + "-" + sum.toString().padStart(2, "0");
      }
    `,
  },
];
