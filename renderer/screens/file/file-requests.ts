import type { Desk } from "../../state/desk.ts";

/** Orders that the open file carries out itself: they come from the keyboard or the palette, wherever the focus is. */
export type FileRequest = "submit" | "next-field";
const heard = new WeakMap<Desk, (request: FileRequest) => void>();

/** The file on the screen listens; answers the way to stop. */
export function answerFileRequests(desk: Desk, listen: (request: FileRequest) => void): () => void {
  heard.set(desk, listen);
  return () => {
    if (heard.get(desk) === listen) heard.delete(desk);
  };
}

export const requestSubmit = (desk: Desk): void => heard.get(desk)?.("submit");
export const requestNextField = (desk: Desk): void => heard.get(desk)?.("next-field");
