/** A recording as we write it: HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). Own keys start with `_`. */
export interface Har {
  readonly log: {
    readonly version: "1.2";
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

export interface HarEntry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly request: HarMessage & {
    readonly method: string;
    /** Absolute; the application's own, not the one of the recorder. */
    readonly url: string;
    readonly queryString: readonly HarPair[];
    readonly postData?: HarPostData;
  };
  readonly response: HarMessage & {
    readonly status: number;
    readonly statusText: string;
    readonly content: HarContent;
    readonly redirectURL: string;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
}

interface HarMessage {
  readonly httpVersion: string;
  readonly cookies: readonly HarPair[];
  readonly headers: readonly HarPair[];
  readonly headersSize: -1;
  readonly bodySize: number;
}

export interface HarPair {
  readonly name: string;
  readonly value: string;
}

export interface HarPostData {
  readonly mimeType: string;
  readonly text: string;
  /** Base64 for what is not UTF-8; HAR has no word for it here. */
  readonly _encoding?: "base64";
  /** Size in bytes of a body that was too long to be kept. */
  readonly _leftOut?: number;
}

export interface HarContent {
  readonly size: number;
  readonly mimeType: string;
  readonly text?: string;
}

/**
 * The text of a recording's file. Cookies and `authorization` headers are in it: write it so that its owner alone can
 * read it (mode 0600, `writePrivateFile`), and keep it out of version control.
 */
export function formatHar(har: Har): string {
  return `${JSON.stringify(har, null, 2)}\n`;
}
