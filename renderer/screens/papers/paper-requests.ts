import type { PaperName } from "../../../shared/bridge/paper-views.ts";
import type { Desk } from "../../state/desk.ts";

/** Papers asked for by key or from the palette, wherever the focus is: the open file's part makes them. */
const heard = new WeakMap<Desk, (paper: PaperName) => void>();

/** The part on the screen listens; answers the way to stop. */
export function answerPaperRequests(desk: Desk, listen: (paper: PaperName) => void): () => void {
  heard.set(desk, listen);
  return () => {
    if (heard.get(desk) === listen) heard.delete(desk);
  };
}

export const requestPaper = (desk: Desk, paper: PaperName): void => heard.get(desk)?.(paper);

/** The same for the evidence file, which is no single paper. */
const heardEvidence = new WeakMap<Desk, () => void>();
export function answerEvidenceRequests(desk: Desk, listen: () => void): () => void {
  heardEvidence.set(desk, listen);
  return () => {
    if (heardEvidence.get(desk) === listen) heardEvidence.delete(desk);
  };
}

export const requestEvidence = (desk: Desk): void => heardEvidence.get(desk)?.();
