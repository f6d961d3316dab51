/**
 * A workstation in a process of its own, for the test that kills it while contents travel: `DATA SERVER up N` signs in, attaches N documents to
 * a file and says "attached HASH" for each once it is shown as saved; `DATA SERVER down FILE` fetches every document of the file. Both say "part"
 * at each part the centre took, "range" at each that came, and "done" once every content of the file is at the centre and here.
 */
import { createHash, randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import process from "node:process";
import type { Core } from "../../main/core/core.ts";
import { ADDED_BYTES } from "../../shared/documents/document.ts";
import { id, type FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import { openKillableCore } from "./open-killable-core.ts";

export const DOCUMENT_BYTES = 1_500_000;
const say = (text: string): void => void writeSync(1, `${text}\n`);

const sayingParts: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  // Of which document, too: two may have a part in common.
  if (init?.method === "PUT" && answer.ok) say(`part ${/([0-9a-f]{64})\/parts\/([0-9a-f]{64})$/.exec(String(input))?.slice(1).join(" ") ?? String(input)}`);
  if (answer.status === 206) say(`range ${new Headers(init?.headers).get("range") ?? ""}`);
  return answer;
};

async function attachOne(core: Core, file: FileId, seed: number): Promise<void> {
  const [bytes, upload] = [somePdf(DOCUMENT_BYTES, seed), randomUUID()];
  for (let offset = 0; offset < bytes.length; offset += ADDED_BYTES) {
    const piece = Buffer.from(bytes.subarray(offset, offset + ADDED_BYTES)).toString("base64");
    unwrap(await core.handlers["documents.add"]({ file, upload, name: `piece ${seed}.pdf`, piece: "AUTRE", size: bytes.length, offset, bytes: piece }), "add");
  }
  say(`attached ${file} ${createHash("sha256").update(bytes).digest("hex")}`);
}

/** The file of this folder, or a new one. */
async function ownFile(core: Core): Promise<FileId> {
  const { rows } = await core.handlers["files.list"]({ search: "Pièces", filter: "all", sort: "age", offset: 0, limit: 1 });
  if (rows[0] !== undefined) return rows[0].file;
  const { file } = unwrap(await core.handlers["files.create"](undefined), "create");
  unwrap(await core.handlers["files.saveField"]({ file, field: "legalName", value: "Pièces" }), "name");
  return file;
}

const [dataDir = "", serverUrl = "", order = "", what = ""] = process.argv.slice(2);
const core = await openKillableCore({ dataDir, serverUrl, login: order === "up" ? "maelle.exemple" : "yann.modele", fetch: sayingParts, say });
const file = order === "up" ? await ownFile(core) : id<FileId>(what);
say("open");
if (order === "up" && what !== "0") await attachOne(core, file, Number(what));
for (;;) {
  const documents = await core.handlers["documents.list"]({ file });
  for (const { document, place } of documents) if (order === "down" && place.kind === "to-fetch") await core.handlers["documents.transfer"]({ file, document });
  const verified = documents.length > 0 && documents.every(({ place, readable }) => place.kind === "centre" && readable) ? await core.handlers["core.verify"](undefined) : undefined;
  if (verified !== undefined) {
    say(`done ${JSON.stringify({ documents: documents.map(({ document }) => document), faults: verified.faults })}`);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await core.close();
process.exit(0);
