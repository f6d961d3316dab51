import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { isDocumentId } from "../../shared/documents/document.ts";
import { MAX_PART_BYTES } from "../../shared/documents/parts.ts";
import { isUuid } from "../../shared/kernel/ids.ts";
import type { Services } from "../domain/services.ts";
import type { Admission } from "./admission.ts";
import { allow } from "./allow.ts";
import type { SignedIn } from "./authenticate.ts";
import type { Patience } from "./patience.ts";
import { readBody } from "./read-body.ts";
import { refuseAt, Refusal } from "./refusal.ts";

export const PART_PATH = "/v1/documents/:file/:document/parts/:part";
export const CONTENT_PATH = "/v1/documents/:file/:document";
const OCTETS = "application/octet-stream";

const name = z.object({ file: z.custom<string>(isUuid), document: z.custom<string>(isDocumentId) });
const partName = name.extend({ part: z.custom<string>(isDocumentId) });

/**
 * Bytes of documents through the centre, where the store gives no addresses of its own: one part by PUT, a document by GET with a range.
 * Never shown by a browser: always an attachment of unknown type.
 */
export async function registerDocumentBytes(app: FastifyInstance, { documents }: Pick<Services, "documents">, admission: Admission, patience: Patience): Promise<void> {
  const signedIn = new WeakMap<FastifyRequest, SignedIn>();
  const callerOf = (request: FastifyRequest): SignedIn["caller"] => {
    const found = signedIn.get(request);
    if (found === undefined) throw new Refusal({ code: "G3001" });
    return found.caller;
  };
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(OCTETS, async (request: FastifyRequest, payload: IncomingMessage) => await readBody(request.raw, payload, MAX_PART_BYTES, patience));
    scope.addHook("onRequest", async (request, reply) => {
      const known = await admission.admit(request, allow(request.method === "PUT" ? "files.enter" : "files.read"));
      admission.takePlace(request, reply, known.caller);
      signedIn.set(request, known);
    });
    scope.put(PART_PATH, { bodyLimit: MAX_PART_BYTES }, async (request) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) throw new Refusal({ code: "G4006" });
      const stored = await documents.putPart(callerOf(request), parse(partName, request.params), body);
      if (!stored.ok) throw new Refusal(stored.error);
      return stored.value;
    });
    scope.get(CONTENT_PATH, async (request, reply) => {
      const range = rangeOf(request.headers.range);
      const read = await documents.read(callerOf(request), parse(name, request.params), range);
      if (!read.ok) throw new Refusal(read.error);
      const { size, from, bytes } = read.value;
      reply.type(OCTETS).header("content-disposition", "attachment").header("accept-ranges", "bytes");
      if (range !== undefined) reply.code(206).header("content-range", `bytes ${from}-${from + bytes.length - 1}/${size}`);
      return await reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
  });
}

function parse<T>(gate: z.ZodType<T>, params: unknown): T {
  const parsed = gate.safeParse(params);
  if (!parsed.success) throw refuseAt("G4001", parsed.error.issues[0]?.path.map(String).join(".") ?? "", "malformed");
  return parsed.data;
}

/** One range with both ends, as our workstations ask; no header is the whole. */
function rangeOf(header: string | undefined): { readonly from: number; readonly to: number } | undefined {
  if (header === undefined) return undefined;
  const found = /^bytes=(\d{1,9})-(\d{1,9})$/.exec(header);
  const [from, last] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || last < from) throw refuseAt("G4001", "range", "malformed");
  return { from, to: last + 1 };
}
