import type { IncomingMessage } from "node:http";
import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

/** The JSON body of a request: G4006 when it is not announced as JSON, G4002 past `limit` bytes, G4003 when it is none. */
export async function readJson(request: IncomingMessage, limit: number): Promise<Result<unknown, ErrorCode>> {
  if (request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() !== "application/json") return err("G4006");
  if (request.headers["content-encoding"] !== undefined) return err("G4003");
  if (Number(request.headers["content-length"] ?? 0) > limit) return err("G4002");
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    length += bytes.length;
    if (length > limit) return err("G4002");
    pieces.push(bytes);
  }
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces))));
  } catch {
    return err("G4003");
  }
}
