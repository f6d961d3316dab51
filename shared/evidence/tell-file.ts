import type { FileState } from "../sync/file-state.ts";
import type { Dossier, Granted, Step } from "./format.ts";

/** What the dossier tells of a file's state: written once, so that whoever makes an archive and whoever verifies it say the same. */
export const todayOf = ({ version, status, fields }: FileState): Dossier["today"] => ({ version, status, fields });

/** [EV9] The fields as granted where they can't be made again: those of today that nothing touched since that version, whatever their names; a newer centre has names that are unknown here. */
export function derivedAt({ fields, touched }: Pick<FileState, "fields" | "touched">, version: number): Pick<Granted, "fields" | "unknown"> {
  const since = new Set(Object.entries(touched).filter(([, touch]) => touch[0] > version).map(([name]) => name));
  return { fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !since.has(name))), unknown: [...since].toSorted() };
}

type Document = Omit<Dossier["documents"][number], "entry">;
export const documentsOf = ({ documents = [] }: Pick<FileState, "documents">): readonly Document[] =>
  documents.map(({ document, name, type, size, piece, attachedBy, attachedAt }) => ({ sha256: document, name, type, bytes: size, piece, by: attachedBy, at: attachedAt }));

/** The steps of a loan as the dossier tells them, from the state that they are kept in. */
export const stepsOf = ({ life = [] }: Pick<FileState, "life">): readonly Step[] => life.map(({ step, facts, by, at, change }) => ({ step, on: facts.on, at, by, change, facts }));

type Approval = Omit<Dossier["approvals"][number], "levelToday">;
export const approvalsOf = ({ life = [] }: Pick<FileState, "life">): readonly Approval[] =>
  life.filter(({ step }) => step === "approved").map(({ facts, by, at, change }) => ({ by, on: facts.on, at, change }));
