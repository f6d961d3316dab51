import type { FileState } from "../../../shared/sync/file-state.ts";
import { firstVerdictSchema, type FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { DecidedRow, Effects, FileWrite, KeptVerdict, LedgerEntry, MovementWrite } from "../../store/store.ts";
import type { ReceiptFacts, SignReceipt } from "../receipt.ts";
import { sha256 } from "../sha256.ts";
import type { KnownHead } from "./read-change.ts";
import type { World } from "./world.ts";

/** Asked when somebody would be told what remains of a company and nobody has yet looked up what she was told today. */
export class ToldNeeded extends Error {}

type OpenFile = { readonly branch: string; readonly state: FileState; readonly change: string; readonly replica: string; readonly isNew: boolean };
type Repeat = { readonly file: string; readonly person: string; readonly first: FirstVerdict };

/**
 * What a transaction is about to write, over what the store holds: each change sees the effects of those before it. Dropped and begun
 * again without harm.
 */
export type Draft = ReturnType<typeof createDraft>;

export function createDraft(world: World) {
  const files = new Map<string, OpenFile>();
  const holds = new Map<string, string | null>();
  const reserved = new Map<string, readonly LedgerEntry[]>();
  const movements: MovementWrite[] = [];
  const unsigned: ReceiptFacts[] = [];
  const disclosures: Effects["disclosures"][number][] = [];
  /** Ids decided in this very transaction have no verdict to repeat yet: their second use waits for nothing and is malformed. */
  const decidedHere = new Set<string>();

  return {
    decidedBefore: (change: string): Repeat | undefined => {
      const row = world.decided.get(change);
      if (row !== undefined) return toRepeat(row);
      return decidedHere.has(change) ? { file: "", person: "", first: NOTHING } : undefined;
    },
    noteDecided: (change: string): void => void decidedHere.add(change),
    holdOf: (key: string): string | undefined => (holds.has(key) ? (holds.get(key) ?? undefined) : world.holds.get(key)),
    hold: (key: string, cause: string): void => void holds.set(key, cause),
    release: (key: string): void => void holds.set(key, null),
    isTaken: (file: string): boolean => world.taken.has(file),
    fileOf: (file: string): { readonly branch: string; readonly state: FileState } | undefined => files.get(file) ?? world.files.get(file),
    putFile: (head: KnownHead, replica: string, state: FileState): void => {
      const before = world.files.get(head.file);
      files.set(head.file, { branch: before?.branch ?? files.get(head.file)?.branch ?? head.branch, state, change: head.change, replica, isNew: before === undefined });
    },
    entriesOf: (siren: string): readonly LedgerEntry[] => [...(world.ledger.get(siren) ?? []), ...(reserved.get(siren) ?? [])],
    reserve: (movement: MovementWrite, stated: ReceiptFacts): void => {
      unsigned.push(stated);
      const { siren, scheme, amount, grantOn, number } = movement;
      movements.push(movement);
      reserved.set(siren, [...(reserved.get(siren) ?? []), { siren, scheme, amount, grantOn, number, own: true }]);
    },
    toldTo: (person: string): ReadonlySet<string> => {
      if (world.told === undefined) throw new ToldNeeded();
      const now = disclosures.filter((one) => one.person === person).map((one) => one.siren);
      return new Set([...(world.told.get(person) ?? []), ...now]);
    },
    tell: (told: Effects["disclosures"][number]): void => void disclosures.push(told),

    /** Signs what this transaction registered, all together, and puts each receipt on its file. Answers them by file. */
    signReceipts: async (signReceipt: SignReceipt): Promise<ReadonlyMap<string, string>> => {
      const receipts = await Promise.all(unsigned.map(async (stated) => [stated.file, await signReceipt(stated)] as const));
      for (const [file, receipt] of receipts) {
        const open = files.get(file);
        if (open?.state.registration === undefined) throw new Error("a receipt without its registration");
        files.set(file, { ...open, state: { ...open.state, registration: { ...open.state.registration, receipt } } });
      }
      return new Map(receipts);
    },
    /** Files changed, in the order they first were: the order of their places. */
    changedFiles: (): ReadonlyMap<string, OpenFile> => files,
    effects: (at: number): Omit<Effects, "changes"> => {
      const writes = [...files.values()].map((file) => ({ isNew: file.isNew, write: toWrite(file, at) }));
      return {
        created: writes.filter((one) => one.isNew).map((one) => one.write),
        updated: writes.filter((one) => !one.isNew).map((one) => one.write),
        movements,
        disclosures,
        holds: [...holds].flatMap(([key, cause]) => {
          const [replica, file] = key.split("/");
          return replica === undefined || file === undefined ? [] : [{ replica, file, cause }];
        }),
      };
    },
  };
}

const NOTHING: FirstVerdict = { kind: "skipped", cause: "" };

const toRepeat = (row: DecidedRow): Repeat => ({ file: row.file, person: row.person, first: keptToVerdict(row) });

/** A kept verdict, whole again: its place is kept apart from its text. */
export function keptToVerdict({ verdict, n }: KeptVerdict): FirstVerdict {
  const json: unknown = JSON.parse(verdict);
  return firstVerdictSchema.parse(n === undefined || typeof json !== "object" ? json : { ...json, n });
}

function toWrite({ branch, state, change, replica }: OpenFile, at: number): FileWrite {
  const text = JSON.stringify(state);
  const { siren } = state.fields;
  return { file: state.file, branch, version: state.version, status: state.status, siren: typeof siren === "string" ? siren : null, change, replica, state: text, hash: sha256(text), at };
}
