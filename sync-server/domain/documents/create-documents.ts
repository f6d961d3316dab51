import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { rangesOf } from "../../../shared/documents/parts.ts";
import type { AttachedDocument } from "../../../shared/sync/file-state.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { BeginDocumentAnswer, FindDocumentAnswer } from "../../../shared/sync/protocol.ts";
import { ObjectsAway, type ObjectKey, type ObjectStore } from "../../objects/object-store.ts";
import type { DataScope, DocumentSight, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { isDiskFull } from "../disk-full.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";
import { sha256Of } from "../sha256.ts";
import type { DocumentServices } from "./document-services.ts";
import { joinParts } from "./join-parts.ts";

export type DocumentParts = { readonly store: Store; readonly centre: Centre; readonly objects: ObjectStore; readonly now: () => Instant; /** Bytes that one person may begin in a day. */ readonly dayBytes: number };

const DAY_MS = 86_400_000;
/** Whole documents in this process's memory at once: each is ten million bytes twice. */
const MOST_JOINING = 4;

type Asked = { readonly file: string; readonly document: string };
/** Whole, and nobody was asked to send it again. */
const isKept = ({ complete, parts }: DocumentSight): boolean => complete && parts.length === 0;
type Admitted = { readonly scope: DataScope; readonly key: ObjectKey; readonly listed: AttachedDocument; readonly sight: DocumentSight };

export function createDocuments({ store, centre, objects, now, dayBytes }: DocumentParts): DocumentServices {
  let joining = 0;

  /** [DO7] Who may touch this document: a person of the file's branch, from her own workstation, while the file lists it. */
  async function admit(caller: Caller, { file, document }: Asked, replica?: string): Promise<Result<Admitted, CodedError>> {
    const scope = scopeOf(caller);
    if (scope === undefined) return err({ code: "G3002" });
    const sight = await store.seeDocument(scope, { file, document }, replica);
    if (!sight.enrolled) return err({ code: "G3003" });
    if (sight.state === undefined) return err({ code: "G2008" });
    const state = parseFileState(sight.state);
    const listed = state.ok ? state.value.documents?.find((one) => one.document === document) : undefined;
    return listed === undefined ? err({ code: "G7006" }) : ok({ scope, key: { bank: scope.bank, file, document }, listed, sight });
  }
  const admitRequest = async (caller: Caller, request: Parameters<DocumentServices["find"]>[1]): Promise<Result<Admitted, CodedError>> => {
    const refusal = refuseAddress(centre, request);
    return refusal === undefined ? await admit(caller, request, request.replica) : err(refusal);
  };

  return {
    begin: (caller, request) => guarded<BeginDocumentAnswer>(async () => {
      const admitted = await admitRequest(caller, request);
      if (!admitted.ok) return admitted;
      const { scope, key, listed, sight } = admitted.value;
      // Said to be whole, and not there: the place of contents was lost, or restored. Whoever has it sends it again.
      if (isKept(sight) && (await objects.read(key, { from: 0, to: 1 })) !== undefined) return ok({ complete: true, missing: [] });
      const ranges = rangesOf(listed.size, request.partBytes);
      if (ranges.length !== request.parts.length) return err({ code: "G4001", fields: [{ field: "parts", reason: "malformed" }], params: { path: "parts" } });
      const parts = ranges.map(({ from, to }, index) => ({ part: request.parts[index] ?? "", size: to - from }));
      const at = now();
      if (!(await store.beginDocument(scope, { file: request.file, document: request.document, person: caller.user, size: listed.size, parts, at, since: at - DAY_MS, dayBytes }))) return err({ code: "G7007", params: { limit: dayBytes } });
      const wanted = [...new Map(parts.map((part) => [part.part, part])).values()];
      const there = await objects.listParts(key, wanted);
      const lacking = wanted.filter(({ part }) => !there.has(part));
      // Another request may have completed it since it was looked at, and dropped its parts: nothing is missing then.
      if (lacking.length > 0 && (await admit(caller, request).then((again) => again.ok && isKept(again.value.sight)))) return ok({ complete: true, missing: [] });
      const missing = await Promise.all(lacking.map(async (part) => {
        const place = await objects.addressForPart(key, part);
        return { part: part.part, ...(place === undefined ? {} : { place }) };
      }));
      return ok({ complete: false, missing });
    }),
    putPart: (caller, { file, document, part }, bytes) => guarded(async () => {
      const admitted = await admit(caller, { file, document });
      if (!admitted.ok) return admitted;
      const { key, sight } = admitted.value;
      if (isKept(sight)) return ok({ stored: true });
      const wanted = sight.parts.find((one) => one.part === part);
      if (wanted === undefined) return err({ code: "G7006" });
      if (bytes.length !== wanted.size || sha256Of(bytes) !== part) return err({ code: "G7003" });
      await objects.putPart(key, wanted, bytes);
      return ok({ stored: true });
    }),
    complete: (caller, request) => guarded(async () => {
      const admitted = await admitRequest(caller, request);
      if (!admitted.ok) return admitted;
      const { scope, key, listed, sight } = admitted.value;
      if (isKept(sight)) return ok({ complete: true });
      if (joining >= MOST_JOINING) return err({ code: "G5002" });
      joining += 1;
      try {
        const bytes = await joinParts(objects, key, listed, sight.parts);
        if (!bytes.ok) {
          // [DO6] Parts that are merely not there yet stay; what is wrong goes.
          if (bytes.error.code !== "G7006") await objects.dropParts(key).then(() => store.forgetParts(scope, request));
          return bytes;
        }
        await objects.put(key, bytes.value);
        await store.completeDocument(scope, { file: request.file, document: request.document, person: caller.user, at: now() });
        // Whole and written down: parts that stay behind cost room and nothing else.
        await objects.dropParts(key).catch(() => undefined);
        return ok({ complete: true });
      } finally {
        joining -= 1;
      }
    }),
    find: (caller, request) => guarded<FindDocumentAnswer>(async () => {
      const admitted = await admitRequest(caller, request);
      if (!admitted.ok) return admitted;
      const { scope, key, listed, sight } = admitted.value;
      if (!sight.complete) return ok({ there: false, size: listed.size });
      await store.noteReading(scope, { file: request.file, document: request.document, person: caller.user, at: now() });
      const place = await objects.addressForReading(key);
      return ok({ there: true, size: listed.size, ...(place === undefined ? {} : { place }) });
    }),
    read: (caller, name, range) => guarded(async () => {
      const admitted = await admit(caller, name);
      if (!admitted.ok) return admitted;
      const { key, listed, sight } = admitted.value;
      const [from, to] = [range?.from ?? 0, Math.min(range?.to ?? listed.size, listed.size)];
      if (!sight.complete || from >= to) return err({ code: "G7006" });
      const bytes = await objects.read(key, { from, to });
      return bytes === undefined || bytes.length !== to - from ? err({ code: "G7008" }) : ok({ size: listed.size, from, bytes });
    }),
  };
}

/** Where the store of contents does not answer, clients wait; files and changes go on. */
async function guarded<T>(work: () => Promise<Result<T, CodedError>>): Promise<Result<T, CodedError>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ObjectsAway) return err({ code: isDiskFull(error) ? "G9402" : "G7008" });
    throw error;
  }
}
