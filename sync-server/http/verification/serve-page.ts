import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { WINDOW_ISOLATION, windowPolicy } from "../../../shared/bridge/window-policy.ts";
import { chooseEncoding, compress, MIN_COMPRESSED_BYTES, type AnswerEncoding } from "../compress-answer.ts";
import type { PublicDoor } from "./public-door.ts";

/** A file of the compiled page. `path` is below {@link PAGE_PATH}, empty for the page itself. */
export type PageFile = { readonly path: string; readonly type: string; readonly text: string };

export const PAGE_PATH = "/verification";

/** The page may change at any time; what it names carries its content in its name. */
const PAGE_CACHE = "public, max-age=60";
const ASSET_CACHE = "public, max-age=31536000, immutable";

type Form = { readonly etag: string; readonly body: Buffer; readonly encoding: AnswerEncoding | undefined };

/** The page of a verification as static files, kept in memory in each encoding, told apart by their content. No file is read while it is served. */
export async function servePage(app: FastifyInstance, door: PublicDoor, files: readonly PageFile[]): Promise<void> {
  for (const file of files) {
    const forms = await formsOf(file);
    app.route({
      method: ["GET", "HEAD"],
      url: file.path === "" ? PAGE_PATH : `${PAGE_PATH}/${file.path}`,
      onRequest: async (_request, reply) => door.takePlace(reply),
      handler: async (request, reply) => send(request, reply, file, forms),
    });
  }
}

async function formsOf({ text }: PageFile): Promise<ReadonlyMap<AnswerEncoding | undefined, Form>> {
  const digest = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  const encodings: readonly (AnswerEncoding | undefined)[] = Buffer.byteLength(text) < MIN_COMPRESSED_BYTES ? [undefined] : [undefined, "gzip", "zstd"];
  const forms = await Promise.all(encodings.map(async (encoding): Promise<Form> => ({
    encoding, etag: `"${digest}${encoding === undefined ? "" : `-${encoding}`}"`, body: encoding === undefined ? Buffer.from(text) : await compress(text, encoding),
  })));
  return new Map(forms.map((form) => [form.encoding, form]));
}

function send(request: FastifyRequest, reply: FastifyReply, { path, type }: PageFile, forms: ReadonlyMap<AnswerEncoding | undefined, Form>): FastifyReply {
  const form = forms.get(chooseEncoding(request.headers["accept-encoding"])) ?? forms.get(undefined);
  if (form === undefined) throw new Error("a file without its plain form");
  reply.headers({
    ...WINDOW_ISOLATION, "content-security-policy": windowPolicy("'self'"), "x-frame-options": "DENY",
    "cache-control": path === "" ? PAGE_CACHE : ASSET_CACHE, etag: form.etag, vary: "accept-encoding",
  });
  if (isKnown(request.headers["if-none-match"], form.etag)) return reply.code(304).send();
  if (form.encoding !== undefined) reply.header("content-encoding", form.encoding);
  return reply.type(type).send(form.body);
}

const isKnown = (known: string | undefined, etag: string): boolean => (known ?? "").split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
