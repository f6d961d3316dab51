import type { Fields } from "../../shared/pge/file-fields.ts";
import type { FirstVerdict } from "../../shared/sync/protocol.ts";
import type { Journal, JournalChange, JournalFile } from "./journal.ts";
import { editedFields, firstFields } from "./make-fields.ts";
import type { Does, PlannedFile } from "./plan.ts";
import { contentFor, type Content } from "./send-content.ts";

/** What the advisor decides: a change of that kind, over the version that she saw. `mends`: the refused change that it answers. */
export type Intention = { readonly kind: string; readonly base: number; readonly content: object; readonly mends?: string | undefined };
export type OpenFile = { readonly planned: PlannedFile; readonly entry: JournalFile; fields: Fields; version: number; lastRefused: string | undefined; isSubmitting: boolean; readonly later: Does[] };

/** The files on an advisor's desk, and what she does with them. What answers a refusal waits until it is read. */
export type DeskFiles = {
  /** Undefined: she waits for an answer first. */
  readonly act: (planned: PlannedFile, does: Does) => { readonly open: OpenFile; readonly intention: Intention } | undefined;
  /** She reads an answer. What she does then, in order: each as for {@link act}. */
  readonly read: (open: OpenFile, change: JournalChange, told: FirstVerdict) => readonly Does[];
  readonly find: (file: string) => JournalFile | undefined;
};

export function openDeskFiles(place: { readonly bank: string; readonly branch: number; readonly newId: () => string }, journal: Journal): DeskFiles {
  const files = new Map<number, OpenFile>();
  const byId = new Map<string, JournalFile>();

  function begin(planned: PlannedFile): OpenFile {
    const fields = firstFields(planned);
    const entry: JournalFile = {
      file: place.newId(), bank: place.bank, branch: place.branch, story: planned.story, siren: String(fields["siren"]), amount: Number(fields["amount"]),
      isMade: false, isAsked: false, isWithdrawn: false, refused: undefined, registered: undefined,
    };
    const open: OpenFile = { planned, entry, fields, version: 1, lastRefused: undefined, isSubmitting: false, later: [] };
    journal.files.push(entry);
    files.set(planned.index, open);
    byId.set(entry.file, entry);
    return open;
  }

  return {
    act: (planned, does) => {
      const open = files.get(planned.index) ?? begin(planned);
      if (isAnswer(does) && (open.isSubmitting || open.later.length > 0)) {
        open.later.push(does);
        return undefined;
      }
      return { open, intention: intend(open, does) };
    },
    read: (open, change, told) => {
      if (told.kind === "accepted") open.version = Math.max(open.version, told.version);
      if (told.kind === "refused") {
        open.version = Math.max(open.version, told.version ?? 0);
        open.lastRefused = change.change;
      }
      if (change.kind !== "submitted") return [];
      open.isSubmitting = false;
      const later = open.later.splice(0);
      return open.entry.registered === undefined ? later : [];
    },
    find: (file) => byId.get(file),
  };
}

const isAnswer = (does: Does): boolean => does === "mend" || does === "submit-again";

function intend(open: OpenFile, does: Does): Intention {
  const { planned, entry, version: base } = open;
  switch (does) {
    case "create": return { kind: "created", base: 0, content: { fields: open.fields } };
    case "edit": case "mend": return { kind: "edited", base, content: { edits: edit(open) }, mends: does === "mend" ? open.lastRefused : undefined };
    case "attach": return { kind: "attached", base, content: attached(contentFor(entry.file, planned.index)) };
    case "annotate": return { kind: "annotated", base, content: { note: "a kind that no centre knows" } };
    case "withdraw": return { kind: "withdrawn", base, content: {} };
    case "submit": case "submit-again":
      entry.isAsked = true;
      open.isSubmitting = true;
      return { kind: "submitted", base, content: {} };
  }
}

function edit(open: OpenFile): object {
  const over = Object.entries(editedFields(open.planned)).flatMap(([field, to]) => (to === undefined ? [] : [[field, to] as const]));
  const edits = Object.fromEntries(over.map(([field, to]) => [field, { from: open.fields[field as keyof Fields] ?? null, to }]));
  open.fields = { ...open.fields, ...Object.fromEntries(over) };
  open.entry.amount = Number(open.fields["amount"]);
  return edits;
}

const attached = ({ document, bytes }: Content): object => ({ document, name: "comptes.pdf", type: "application/pdf", size: bytes.length, piece: "AUTRE" });
