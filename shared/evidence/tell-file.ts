import type { FileState } from "../sync/file-state.ts";
import type { Dossier, Step } from "./format.ts";

/** The steps of a loan as the dossier tells them, from the state that they are kept in. */
export const stepsOf = ({ life = [] }: Pick<FileState, "life">): readonly Step[] => life.map(({ step, facts, by, at, change }) => ({ step, on: facts.on, at, by, change, facts }));

type Approval = Omit<Dossier["approvals"][number], "levelToday">;
export const approvalsOf = ({ life = [] }: Pick<FileState, "life">): readonly Approval[] =>
  life.filter(({ step }) => step === "approved").map(({ facts, by, at, change }) => ({ by, on: facts.on, at, change }));
