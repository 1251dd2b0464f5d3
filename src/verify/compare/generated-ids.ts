const forms: readonly RegExp[] = [
  /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/, // uuid
  /c(?=[a-z]*\d)[a-z0-9]{24}/, // cuid
  /[a-z](?=[a-z]*\d)[a-z0-9]{23}/, // cuid2
  /[0-7][0-9A-HJKMNP-TV-Z]{25}/, // ulid
  nanoid(),
];

/**
 * Finds what looks like a generated id: uuid, cuid, cuid2, ulid or nanoid (21 characters), with nothing of a word on
 * either side. A nanoid can be any word of its length, so it must mix two of lower case, upper case and digits.
 */
export const GENERATED_ID: RegExp = new RegExp(
  `(?<![\\w-])(?:${forms.map(({ source }) => source).join("|")})(?![\\w-])`,
  "g",
);

function nanoid(): RegExp {
  const both = (left: string, right: string): string => `(?=[\\w-]{0,20}${left})(?=[\\w-]{0,20}${right})`;
  const mixed = [both("[a-z]", "[A-Z]"), both("[a-z]", "\\d"), both("[A-Z]", "\\d")].join("|");
  return new RegExp(`(?:${mixed})[\\w-]{21}`);
}
