import type { HeldChange } from "../../../shared/bridge/inbox-views.ts";
import type { QuarantinedFile, QuarantinedWork, QuarantineEntry } from "../../../shared/bridge/quarantine-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type ChangeId, type FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CHANGE_KINDS, type Head } from "../../../shared/sync/change.ts";
import type { DecideQuarantineAnswer, DecideQuarantineRequest, QuarantineChangesAnswer } from "../../../shared/sync/quarantine-messages.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import type { ReadableDb } from "../db/connection.ts";
import { findRow } from "../db/file-rows.ts";
import { changeValues } from "../inbox/change-values.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** Work of workstations that were sent away, seen and decided by who answers for its branches. Nothing of it is kept here (G5004 without the centre). */
export type QuarantineDesk = {
  readonly list: () => Promise<Result<readonly QuarantineEntry[], CodedError>>;
  /** Everything that waits of one workstation, value by value. */
  readonly show: (replica: string) => Promise<Result<QuarantinedWork, CodedError>>;
  /** Exactly what was shown. G8014 somebody decided meanwhile, G3002 her own work, G8005 an earlier part is missing. */
  readonly decide: (asked: { readonly replica: string; readonly upTo: number; readonly decision: DecideQuarantineRequest["decision"] }) => Promise<Result<DecideQuarantineAnswer, CodedError>>;
};
export type QuarantineDeskParts = {
  readonly read: ReadableDb;
  /** Of this workstation: what is accepted is written by it. */
  readonly replica: string;
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "quarantine" | "quarantineChanges" | "decideQuarantine">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
};

export function createQuarantineDesk({ read, replica, address, transport, engine }: QuarantineDeskParts): QuarantineDesk {
  const asked = createAskCentre(address, engine);
  return {
    list: async () => {
      const listed = await asked(transport.quarantine);
      return listed.ok ? ok(listed.value.waiting) : listed;
    },
    show: async (of) => {
      const changes: QuarantineChangesAnswer["changes"] = [];
      for (;;) {
        const after = changes.at(-1)?.seq ?? 0;
        const page = await asked((token, where) => transport.quarantineChanges(token, { ...where, of, after }));
        if (!page.ok) return page;
        changes.push(...page.value.changes);
        if (!page.value.more) return ok(toWork(read, of, changes));
        if (page.value.changes.length === 0) return err({ code: "G5005" });
      }
    },
    decide: async ({ replica: of, upTo, decision }) => {
      const decided = await asked((token, where) => transport.decideQuarantine(token, { ...where, replica, of, upTo, decision }));
      // What was accepted is in her branches now.
      if (decided.ok) void engine.now();
      return decided;
    },
  };
}

type Read = { readonly head: Head; readonly held: HeldChange };

export function toWork(db: ReadableDb, replica: string, changes: QuarantineChangesAnswer["changes"]): QuarantinedWork {
  const read = changes.flatMap((change) => readChange(change));
  const files = [...Map.groupBy(read, ({ head }) => head.file)].map(([file, its]) => toFile(db, id<FileId>(file), its.map(({ held }) => held)));
  return { replica, upTo: changes.at(-1)?.seq ?? 0, files, unread: changes.length - read.length };
}

/** None where the head is not understood. One of a kind that this version does not know is named by its kind alone. */
function readChange({ head: text, body }: QuarantineChangesAnswer["changes"][number]): readonly Read[] {
  const head = readHead(parse(text));
  if (head === undefined) return [];
  const kind = CHANGE_KINDS.find((one) => one === head.kind);
  return [{ head, held: { change: id<ChangeId>(head.change), kind: head.kind, madeAt: instant(head.madeAt), code: undefined, ...(kind === undefined ? { fields: [], document: undefined } : changeValues(kind, parse(body))) } }];
}

function toFile(db: ReadableDb, file: FileId, changes: readonly HeldChange[]): QuarantinedFile {
  const row = findRow(db, file);
  const entered = (field: string): string => {
    const value = changes.flatMap(({ fields }) => fields).findLast((one) => one.field === field)?.value;
    return typeof value === "string" ? value : "";
  };
  return { file, name: row?.name || entered("legalName"), siren: row?.siren || entered("siren"), changes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
