import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ledgerLineOf, sameLine } from "../../../shared/life/ledger-line.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { firstVerdictSchema, type FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { DecidedRow, Effects, KeptVerdict, LedgerEntry, MovementWrite } from "../../store/store.ts";
import type { ReceiptFacts } from "../receipt.ts";
import type { KnownHead } from "../../../shared/sync/read-head.ts";
import type { World } from "./world.ts";

/** Asked when somebody would be told what remains of a company and nobody has yet looked up what she was told today. */
export class ToldNeeded extends Error {}

/** A file as this transaction leaves it. `place` counts within its branch ([SY41]). */
export type OpenFile = {
  readonly branch: string; readonly place: number; readonly state: FileState; readonly change: string; readonly replica: string;
  /** Whether a row of it is there already, from before or from an earlier part of this transaction. */
  readonly isStored: boolean;
};
/** What a change id already decided: `placedBy` is the file whose place is the verdict's, where that is not known before the end. */
export type Repeat = { readonly file: string; readonly person: string; readonly first: FirstVerdict; readonly placedBy: string | undefined };

/** What was decided since the part before: everything that its statement writes, receipts excepted. */
export type DraftPart = {
  readonly files: readonly OpenFile[];
  readonly movements: readonly MovementWrite[];
  readonly disclosures: Effects["disclosures"];
  readonly holds: Effects["holds"];
  /** What the receipts of this part's registrations state. */
  readonly unsigned: readonly ReceiptFacts[];
};

/** What a transaction is about to write, over what the store holds: each change sees the effects of those before it. */
export type Draft = ReturnType<typeof createDraft>;

export function createDraft(world: World) {
  const files = new Map<string, OpenFile>();
  const many = new Map<string, number>();
  const holds = new Map<string, string | null>();
  /** Live entries of the companies that this transaction moved. */
  const moved = new Map<string, readonly LedgerEntry[]>();
  const told = new Map<string, Set<string>>();
  const decidedHere = new Map<string, Repeat>();
  let part = emptyPart();

  const entriesOf = (siren: string): readonly LedgerEntry[] => moved.get(siren) ?? world.ledger.get(siren) ?? [];
  const addEntry = ({ siren, scheme, amount, grantOn, number }: MovementWrite): void =>
    void moved.set(siren, [...entriesOf(siren), { siren, scheme, amount, grantOn, number, own: true }]);

  /** [LI6] A file that has its number moves what it holds of the ceiling in the same transaction. Its first line is the registration's own. */
  function moveLedger(before: FileState | undefined, after: FileState): void {
    const [from, to] = [before === undefined ? undefined : ledgerLineOf(before), ledgerLineOf(after)];
    if (from === undefined || to === undefined || sameLine(from, to)) return;
    const movement = { ...to, file: after.file, movedAt: after.updatedAt };
    part.movements.push(movement);
    moved.set(to.siren, entriesOf(to.siren).filter((entry) => entry.number !== to.number));
    if (to.state !== "released") addEntry(movement);
  }

  return {
    decidedBefore: (change: string): Repeat | undefined => {
      const row = world.decided.get(change);
      return row === undefined ? decidedHere.get(change) : toRepeat(row);
    },
    noteDecided: (change: string, decided: Repeat): void => void decidedHere.set(change, decided),
    holdOf: (key: string): string | undefined => (holds.has(key) ? (holds.get(key) ?? undefined) : world.holds.get(key)),
    hold: (key: string, cause: string): void => {
      holds.set(key, cause);
      part.holds.add(key);
    },
    release: (key: string): void => {
      holds.set(key, null);
      part.holds.add(key);
    },
    isTaken: (file: string): boolean => world.taken.has(file),
    /** [ER11] What it is told of a file that was erased. */
    erasedOf: (file: string): CodedError | undefined => {
      const gone = world.erased.get(file);
      return gone === undefined ? undefined : { code: "G9571", params: { on: gone.on, rule: gone.rule } };
    },
    fileOf: (file: string): { readonly branch: string; readonly state: FileState } | undefined => files.get(file) ?? world.files.get(file),
    putFile: (head: KnownHead, replica: string, state: FileState): void => {
      const stored = world.files.get(head.file);
      const open = files.get(head.file);
      const branch = stored?.branch ?? open?.branch ?? head.branch;
      const place = open?.place ?? (many.get(branch) ?? 0) + 1;
      if (open === undefined) many.set(branch, place);
      moveLedger(open?.state ?? stored?.state, state);
      files.set(head.file, { branch, place, state, change: head.change, replica, isStored: open?.isStored ?? stored !== undefined });
      part.files.add(head.file);
    },
    entriesOf,
    reserve: (movement: MovementWrite, stated: ReceiptFacts): void => {
      part.unsigned.push(stated);
      part.movements.push(movement);
      addEntry(movement);
    },
    /** A registration of an earlier epoch is back ([SY53]): its receipt exists already. Once for each number. */
    reinstate: (movement: MovementWrite): void => {
      if (entriesOf(movement.siren).some(({ number }) => number === movement.number)) return;
      part.movements.push(movement);
      addEntry(movement);
    },
    /** Companies on which this person was told what remains, today and here. */
    toldTo: (person: string): ReadonlySet<string> => {
      const known = told.get(person);
      if (known === undefined) throw new ToldNeeded();
      return known;
    },
    recallTold: (person: string, sirens: readonly string[]): void => void told.set(person, new Set(sirens)),
    tell: (one: Effects["disclosures"][number]): void => {
      part.disclosures.push(one);
      told.get(one.person)?.add(one.siren);
    },

    /** Files changed, in the order they first were: the order of their places. */
    changedFiles: (): ReadonlyMap<string, OpenFile> => files,
    /** How many files of each branch changed. */
    changedPerBranch: (): ReadonlyMap<string, number> => many,
    /** Everything decided since the last call. What is taken counts as written from then on. */
    takePart: (): DraftPart => {
      const taken = part;
      part = emptyPart();
      return {
        files: [...taken.files].flatMap((file) => {
          const open = files.get(file);
          if (open === undefined) return [];
          if (!open.isStored) files.set(file, { ...open, isStored: true });
          return [open];
        }),
        movements: taken.movements, disclosures: taken.disclosures, unsigned: taken.unsigned,
        holds: [...taken.holds].flatMap((key) => {
          const [replica, file] = key.split("/");
          return replica === undefined || file === undefined ? [] : [{ replica, file, cause: holds.get(key) ?? null }];
        }),
      };
    },
  };
}

const emptyPart = () => ({ files: new Set<string>(), holds: new Set<string>(), movements: [] as MovementWrite[], disclosures: [] as Effects["disclosures"][number][], unsigned: [] as ReceiptFacts[] });

const toRepeat = (row: DecidedRow): Repeat => ({ file: row.file, person: row.person, first: keptToVerdict(row), placedBy: undefined });

/** A kept verdict, whole again: its place is kept apart from its text. */
export function keptToVerdict({ verdict, n }: KeptVerdict): FirstVerdict {
  const json: unknown = JSON.parse(verdict);
  return firstVerdictSchema.parse(n === undefined || typeof json !== "object" ? json : { ...json, n });
}
