import { open } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Answer, FileSlice } from "./operations/call.ts";
import { S3Refusal } from "./protocol/refusal.ts";
import { element, xmlDocument } from "./protocol/xml.ts";

/** What an answer is for: HEAD carries no body, and every answer its request's id. */
export type Asked = { readonly method: string; readonly resource: string; readonly requestId: string; readonly cutAfterBytes?: number };

const common = (requestId: string): Readonly<Record<string, string>> => ({ "x-amz-request-id": requestId, "x-amz-id-2": Buffer.from(requestId).toString("base64"), server: "AmazonS3" });

/** Sends an answer whole, or breaks the connection after so many bytes where a fault says so. */
export async function sendAnswer(response: ServerResponse, answer: Answer, asked: Asked): Promise<void> {
  const { body } = answer;
  const text = typeof body === "string" ? body : undefined;
  response.writeHead(answer.status, { ...common(asked.requestId), ...(text === undefined ? {} : { "content-type": "application/xml", "content-length": String(Buffer.byteLength(text)) }), ...answer.headers });
  if (asked.method === "HEAD" || body === undefined) return void response.end();
  if (text !== undefined) return void response.end(text);
  if (typeof body === "object") await sendSlice(response, body, asked.cutAfterBytes);
}

async function sendSlice(response: ServerResponse, { path, start, end }: FileSlice, cutAfterBytes: number | undefined): Promise<void> {
  if (end < start) return void response.end();
  const file = await open(path, "r");
  const cut = cutAfterBytes !== undefined && start + cutAfterBytes <= end;
  const stream = file.createReadStream({ start, end: cut ? start + cutAfterBytes - 1 : end });
  if (!cut) return pipeline(stream, response);
  await pipeline(stream, response, { end: false });
  response.destroy();
}

/** S3's error document, and the status that goes with it. */
export function refusalAnswer(error: unknown, asked: Asked): Answer {
  const refusal = error instanceof S3Refusal ? error : new S3Refusal("InternalError");
  const body = xmlDocument(
    "Error",
    [element("Code", refusal.code), element("Message", refusal.message), ...Object.entries(refusal.details).map(([name, value]) => element(name, value)), element("Resource", asked.resource), element("RequestId", asked.requestId), element("HostId", Buffer.from(asked.requestId).toString("base64"))],
    false,
  );
  return { status: refusal.status, headers: { ...refusal.headers, connection: "close" }, body };
}
