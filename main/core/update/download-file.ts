import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../../shared/release/fault.ts";
import type { ReleaseFile } from "../../../shared/release/manifest.ts";
import { isRedirect } from "./fetch-release.ts";

export type Download = {
  readonly fetch: typeof globalThis.fetch;
  readonly url: string;
  readonly file: Pick<ReleaseFile, "name" | "size" | "sha512">;
  /** Where it is put once it is whole and as signed; `….part` beside it until then. */
  readonly path: string;
  readonly stop: AbortSignal;
  readonly onBytes?: (done: number) => void;
  /** Silence after which the line counts as cut. */
  readonly silenceMs?: number;
};

const SILENCE_MS = 60_000;

/**
 * Brings a file, or the rest of it, and believes none of it before its SHA-512 over the whole. A cut line leaves the part for next time;
 * whatever does not match is erased. Rules UP6 to UP8. Rejects when the disk does not take it.
 */
export async function downloadFile(download: Download): Promise<Result<undefined, ReleaseFault>> {
  const { path, file } = download;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (await isWhole(path, file)) return ok(undefined);
  await rm(path, { force: true });
  let have = await sizeOf(part);
  if (have > file.size) {
    await rm(part, { force: true });
    have = 0;
  }
  const brought = have === file.size ? ok(undefined) : await bring(download, part, have);
  if (!brought.ok) {
    if (brought.error.reason !== "interrupted" && brought.error.reason !== "unreachable") await rm(part, { force: true });
    return brought;
  }
  if (!(await isWhole(part, file))) {
    await rm(part, { force: true });
    return err(releaseFault("bad-hash", file.name));
  }
  await rename(part, path);
  return ok(undefined);
}

/** Whether what is on disk is exactly the signed file. */
export async function isWhole(path: string, { size, sha512 }: Pick<ReleaseFile, "size" | "sha512">): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false;
  const hash = createHash("sha512");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("base64") === sha512;
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

async function bring({ fetch, url, file, stop, onBytes, silenceMs = SILENCE_MS }: Download, part: string, have: number): Promise<Result<undefined, ReleaseFault>> {
  const silence = new AbortController();
  const signal = AbortSignal.any([stop, silence.signal]);
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const cut = (reason: "interrupted" | "unreachable" | "redirected"): Result<undefined, ReleaseFault> => err(releaseFault(reason, file.name));
  try {
    const answer = await fetch(url, { redirect: "error", signal, headers: { "accept-encoding": "identity", ...(have > 0 ? { range: `bytes=${have}-` } : {}) } }).catch((error: unknown) => (isRedirect(error) ? "redirected" as const : "unreachable" as const));
    if (typeof answer === "string") return cut(answer);
    const goesOn = answer.status === 206 && have > 0 && answer.headers.get("content-range") === `bytes ${have}-${file.size - 1}/${file.size}`;
    if (!goesOn && answer.status !== 200) {
      await answer.body?.cancel();
      // A part that the server can't go on from is of no use: the next try begins again.
      return answer.status === 206 || answer.status === 416 ? err(releaseFault("bad-size", file.name)) : cut(answer.status >= 300 && answer.status < 400 ? "redirected" : "unreachable");
    }
    const disk = await open(part, goesOn ? "a" : "w", 0o600);
    let done = goesOn ? have : 0;
    try {
      for await (const piece of piecesOf(answer)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        done += piece.length;
        if (done > file.size) return err(releaseFault("bad-size", file.name));
        await disk.write(piece);
        onBytes?.(done);
      }
      await disk.sync();
    } catch (error) {
      if (error instanceof LineCut) return cut("interrupted");
      throw error;
    } finally {
      await disk.close();
    }
    return done === file.size ? ok(undefined) : cut("interrupted");
  } finally {
    clearTimeout(timer);
  }
}

class LineCut extends Error {}

/** The body, its own failures told apart from the disk's. */
async function* piecesOf(answer: Response): AsyncGenerator<Uint8Array> {
  const reader = answer.body?.getReader();
  try {
    for (;;) {
      const piece = await reader?.read().catch((error: unknown) => { throw new LineCut("the line was cut", { cause: error }); });
      if (piece === undefined || piece.done) return;
      yield piece.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}
