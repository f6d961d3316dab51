import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Desk } from "../../state/desk.ts";

/** Where in a file a person is being led, until the file is on the screen. */
const aims = new WeakMap<Desk, { readonly file: FileId; readonly place: string | undefined }>();

export const aimAt = (desk: Desk, file: FileId, place: string | undefined): void => void aims.set(desk, { file, place });

/** The file is on the screen: the focus goes where it was led, or to the file's first heading; once. */
export function arriveAt(desk: Desk, file: FileId): void {
  const aim = aims.get(desk);
  aims.delete(desk);
  if (aim?.file !== file) return;
  const target = (aim.place === undefined ? null : document.getElementById(aim.place)) ?? document.querySelector<HTMLElement>(".file-head h1");
  if (target === null) return;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  // What cannot take it (a choice that may only be read) is in sight all the same.
  (target.closest(".field") ?? target).scrollIntoView({ block: "center" });
}
