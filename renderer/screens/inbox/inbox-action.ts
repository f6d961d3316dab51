import type { InboxEntry } from "../../../shared/bridge/inbox-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Desk } from "../../state/desk.ts";
import { go } from "../../state/navigate.ts";
import { dismiss } from "../../state/inbox.ts";
import { refreshWaiting } from "../../state/sync-slice.ts";
import { aimAt } from "../file/aim.ts";
import { AMENDMENTS_TITLE } from "../file/amendments-part.tsx";
import { CONFLICTS_TITLE } from "../file/conflicts-part.tsx";
import { DOCUMENTS_TITLE } from "../file/documents-part.tsx";
import { LIFE_TITLE } from "../life/life-part.tsx";
import { controlId } from "../file/control-id.ts";

/** What a line does that only its screen can: show what is held of a file, compare the clock. */
export type OnScreen = { readonly showLeft: (file: FileId) => void; readonly checkClock: () => void };

/** The one next action of an entry: the file at the very place, or the panel where it is settled. */
export function actOn(desk: Desk, entry: InboxEntry, on: OnScreen): void {
  const { file, other, kind, fields } = entry;
  switch (kind) {
    case "line-stopped": case "here-old": case "signed-out":
      desk.set({ panel: "sync" });
      return void refreshWaiting(desk);
    case "clock-off": return on.checkClock();
    case "erased": return void dismiss(desk, { kind: "erased" });
    case "folder-problem": return go(desk, { kind: "settings" });
    case "left-work": return file === undefined ? undefined : on.showLeft(file);
    case "duplicate": return openAt(desk, other?.file, undefined);
    case "conflict": return openAt(desk, file, CONFLICTS_TITLE);
    case "amendment": return openAt(desk, file, AMENDMENTS_TITLE);
    case "centre-act": case "expiring": return openAt(desk, file, LIFE_TITLE);
    case "document": return openAt(desk, file, DOCUMENTS_TITLE);
    case "refused": case "held-back": case "lost-file": case "scheme-gone": return openAt(desk, file, fields[0] === undefined ? undefined : controlId(fields[0]));
  }
}

/** Opens a file; `place` is the id of what takes the focus there. */
export function openAt(desk: Desk, file: FileId | undefined, place: string | undefined): void {
  if (file === undefined) return;
  aimAt(desk, file, place);
  go(desk, { kind: "files", filter: "all", file });
}
