import type { HandlerRequest } from "../model/request.ts";
import type { ReadPostData } from "./har-schema.ts";

type HarBody = HandlerRequest["body"] | { readonly missing: string };

/**
 * The body of a recorded request, or why it cannot be sent again.
 *
 * @param contentType the request's own header: it has the boundary of a form's parts
 */
export function harBody(data: ReadPostData | null, contentType: string): HarBody {
  if (data === null) return null;
  if (data._leftOut !== undefined) return { missing: `its body of ${data._leftOut} bytes has not been recorded` };
  if (data.text !== undefined && data.text !== "") {
    const isBase64 = (data._encoding ?? data.encoding) === "base64";
    return isBase64 ? { base64: data.text } : { text: data.text };
  }
  const params = data.params ?? [];
  if (params.length === 0) return null;
  const file = params.find(({ fileName, value }) => fileName && value === undefined);
  if (file) return { missing: `the recording lacks the content of the file ${file.fileName}` };
  const [, boundary] = /boundary="?([^";]+)"?/.exec(contentType || data.mimeType) ?? [];
  return { text: boundary === undefined ? urlEncoded(params) : multipart(params, boundary) };
}

type Params = NonNullable<ReadPostData["params"]>;

/** Browsers decode the names and values that they list (HAR 1.2, `params`). */
function urlEncoded(params: Params): string {
  return new URLSearchParams(params.map(({ name, value }): [string, string] => [name, value ?? ""])).toString();
}

/** RFC 7578; the names are quoted as browsers quote them (HTML: "Multipart form data"). */
function multipart(params: Params, boundary: string): string {
  const quote = (text: string): string =>
    `"${text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}"`;
  const parts = params.map(({ name, value, fileName }) => {
    const file = fileName ? `; filename=${quote(fileName)}` : "";
    return `--${boundary}\r\nContent-Disposition: form-data; name=${quote(name)}${file}\r\n\r\n${value ?? ""}\r\n`;
  });
  return `${parts.join("")}--${boundary}--\r\n`;
}
