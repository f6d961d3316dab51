import { setTimeout } from "node:timers/promises";
import type { DocumentView } from "../../../shared/bridge/document-views.ts";
import { readToEnd } from "../../../shared/bridge/read-to-end.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { AttachedDocument } from "../../../shared/sync/file-state.ts";
import { DOCUMENTS, type Missing, type MissingReason } from "../../../shared/evidence/format.ts";
import type { Content } from "../../../shared/evidence/make-archive.ts";
import type { Documents } from "../documents/open-documents.ts";
import { nodePowers } from "./node-powers.ts";

type GatherDocuments = {
  readonly documents: Pick<Documents, "list" | "read" | "transfer">;
  readonly file: FileId;
  readonly listed: readonly AttachedDocument[];
  /** The centre answers: what is not here may be had. */
  readonly isCentreThere: () => boolean;
  readonly isStopped: () => boolean;
  readonly told: (done: number, total: number) => void;
};
type GatheredDocuments = { readonly contents: readonly Content[]; /** By the document's hash. */ readonly entries: ReadonlyMap<string, string>; readonly missing: readonly Missing[] };

const LOOK_MS = 150;
/** Without one more byte of any of them. */
const PATIENCE_LOOKS = 200;

/** Every document that the file lists: its content as kept here, or fetched from the centre while it answers; what can't be had is named with why, and never left out. */
export async function gatherDocuments(parts: GatherDocuments): Promise<GatheredDocuments> {
  const views = await fetchMissing(parts);
  const contents: Content[] = [];
  const entries = new Map<string, string>();
  const missing: Missing[] = [];
  for (const [index, one] of parts.listed.entries()) {
    const read = parts.isStopped() ? undefined : await readWhole(parts, one.document);
    const isTrue = read !== undefined && nodePowers.sha256(read) === one.document;
    if (isTrue) {
      const path = entryName(index, one);
      contents.push({ path, bytes: read });
      entries.set(one.document, path);
    } else missing.push({ what: "document", name: one.name, sha256: one.document, ...reasonOf(parts, views.get(one.document), read !== undefined) });
  }
  return { contents, entries, missing };
}

async function fetchMissing({ documents, file, listed, isCentreThere, isStopped, told }: GatherDocuments): Promise<ReadonlyMap<string, DocumentView>> {
  const look = async (): Promise<ReadonlyMap<string, DocumentView>> => new Map((await documents.list({ file })).map((view) => [view.document, view]));
  let views = await look();
  const wanted = listed.map(({ document }) => document).filter((document) => views.get(document)?.readable !== true);
  if (wanted.length === 0 || !isCentreThere()) return views;
  for (const document of wanted) await documents.transfer({ file, document });
  let [looks, before] = [0, -1];
  for (;;) {
    views = await look();
    const open = wanted.filter((document) => { const view = views.get(document); return view !== undefined && !view.readable && !hasFailed(view); });
    const arrived = wanted.reduce((sum, document) => { const view = views.get(document); return sum + (view?.readable === true ? view.size : view?.place.kind === "fetching" ? view.place.done : 0); }, 0);
    told(wanted.length - open.length, wanted.length);
    looks = arrived > before ? 0 : looks + 1;
    before = arrived;
    if (open.length === 0 || looks > PATIENCE_LOOKS || isStopped() || !isCentreThere()) return views;
    await setTimeout(LOOK_MS);
  }
}

const hasFailed = ({ place }: DocumentView): boolean => (place.kind === "to-fetch" || place.kind === "here-only") && place.error !== undefined;

async function readWhole({ documents, file }: GatherDocuments, document: string): Promise<Buffer | undefined> {
  const read = await readToEnd((offset) => documents.read({ file, document, offset }));
  return read.ok ? Buffer.from(read.value.join(""), "base64") : undefined;
}

function reasonOf({ isCentreThere, isStopped }: GatherDocuments, view: DocumentView | undefined, wasRead: boolean): { readonly why: MissingReason; readonly code?: string } {
  if (wasRead || (view?.readable === true && !isStopped())) return { why: "damaged", code: "G7003" };
  if (isStopped()) return { why: "cancelled" };
  const code = view?.place.kind === "to-fetch" ? view.place.error?.code : undefined;
  if (!isCentreThere()) return { why: "centre-away" };
  return code === undefined ? { why: "not-here" } : { why: code === "G7006" ? "not-at-centre" : "not-here", code };
}

const EXTENSIONS = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" } as const;
/** Its place in the file and the beginning of its hash: a client's own name for it stands in the dossier, not in a file name. */
const entryName = (index: number, { document, type }: AttachedDocument): string => `${DOCUMENTS}${String(index + 1).padStart(2, "0")}-${document.slice(0, 12)}.${EXTENSIONS[type]}`;
