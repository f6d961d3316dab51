import { request as open, type IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { RecordedExchange } from "../../shared/testing/recorded.ts";

type Answer = RecordedExchange["answer"];
/** What of an answer's head means something to a workstation. */
const MEANT = ["content-type", "content-range", "content-disposition", "retry-after", "www-authenticate", "x-error-code"];

/** Sends exactly these bytes under exactly these headers, as no library would by itself. */
export async function askExactly(address: string, { method, path, headers, body, bytes }: RecordedExchange["request"]): Promise<Answer> {
  const payload = bytes === undefined ? Buffer.from(body ?? "") : Buffer.from(bytes, "base64");
  const response = await answered(address, method, path, { ...headers, ...(method === "GET" ? {} : { "content-length": String(payload.length) }) }, payload);
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  return { ...headOf(response), ...(response.headers["content-type"] === "application/octet-stream" ? { bytes: whole.toString("base64") } : { body: whole.toString("utf8") }) };
}

/** An event stream: what it told until `meanwhile` was over and `isEnough` of what was told. */
export async function listenExactly(address: string, { method, path, headers }: RecordedExchange["request"], meanwhile: () => Promise<void>, isEnough: (told: string) => boolean): Promise<Answer> {
  const response = await answered(address, method, path, headers, Buffer.alloc(0));
  let told = "";
  response.on("data", (chunk: Buffer) => { told += chunk.toString("utf8"); }).on("error", () => undefined);
  await meanwhile();
  for (const end = Date.now() + 20_000; !isEnough(told) && Date.now() < end; ) await setTimeout(20);
  response.destroy();
  return { ...headOf(response), body: told };
}

const headOf = ({ statusCode = 0, headers }: IncomingMessage): Answer => ({ status: statusCode, headers: Object.fromEntries(MEANT.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : []))) });

function answered(address: string, method: string, path: string, headers: Readonly<Record<string, string>>, payload: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    open(new URL(path, address), { method, headers, agent: false }, resolve).once("error", reject).end(payload);
  });
}
