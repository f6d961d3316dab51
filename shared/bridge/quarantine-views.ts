import type { FileId } from "../kernel/ids.ts";
import type { QuarantineAnswer } from "../sync/quarantine-messages.ts";
import type { HeldChange } from "./inbox-views.ts";

/** What waits of one workstation that was sent away. */
export type QuarantineEntry = QuarantineAnswer["waiting"][number];

/** Of one file. Company and SIREN as this computer knows them, else as the work itself says; empty where neither does. */
export type QuarantinedFile = { readonly file: FileId; readonly name: string; readonly siren: string; readonly changes: readonly HeldChange[] };

/** What was entered, to be looked at before it is decided: exactly what is decided then. */
export type QuarantinedWork = {
  readonly replica: string;
  /** Number of the last change. 0: nothing waits any more. */
  readonly upTo: number;
  readonly files: readonly QuarantinedFile[];
  /** Changes that this version cannot read. */
  readonly unread: number;
};
