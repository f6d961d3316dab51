import type { Migration } from "../connection.ts";
import { addSettings } from "./0010-settings.ts";
import { addReplica } from "./0020-replica.ts";
import { addOutbox } from "./0030-outbox.ts";
import { addFileTruth } from "./0040-file-truth.ts";
import { addWorkingCopy } from "./0050-working-copy.ts";
import { addCursor } from "./0060-cursor.ts";
import { addFileRow } from "./0070-file-row.ts";
import { slimRowIndexes } from "./0080-row-indexes.ts";
import { addRestore } from "./0090-restore.ts";
import { addDocument } from "./0100-document.ts";
import { addHeard } from "./0110-heard.ts";
import { addBranchCheck } from "./0120-branch-check.ts";
import { addInbox } from "./0130-inbox.ts";
import { addFeedWitness } from "./0140-feed-witness.ts";
import { addImport } from "./0150-import.ts";
import { addLoanLife } from "./0160-loan-life.ts";
import { addLookup } from "./0170-lookup.ts";
import { addCentreAct } from "./0180-centre-act.ts";
import { addPremiumOwed } from "./0200-premium-owed.ts";
import { addSchemePack } from "./0260-scheme-pack.ts";
import { addFileSeen } from "./0220-file-seen.ts";
import { addErasedFile } from "./0240-erased-file.ts";

/** Every migration in order, one file each. Add at the end; never change one that was released. */
export const migrations: readonly Migration[] = [
  { version: 10, name: "settings", up: addSettings },
  { version: 20, name: "replica", up: addReplica },
  { version: 30, name: "outbox", up: addOutbox },
  { version: 40, name: "file-truth", up: addFileTruth },
  { version: 50, name: "working-copy", up: addWorkingCopy },
  { version: 60, name: "cursor", up: addCursor },
  { version: 70, name: "file-row", up: addFileRow },
  { version: 80, name: "row-indexes", up: slimRowIndexes },
  { version: 90, name: "restore", up: addRestore },
  { version: 100, name: "document", up: addDocument },
  { version: 110, name: "heard", up: addHeard },
  { version: 120, name: "branch-check", up: addBranchCheck },
  { version: 130, name: "inbox", up: addInbox },
  { version: 140, name: "feed-witness", up: addFeedWitness },
  { version: 150, name: "import", up: addImport },
  { version: 160, name: "loan-life", up: addLoanLife },
  { version: 170, name: "lookup", up: addLookup },
  { version: 180, name: "centre-act", up: addCentreAct },
  { version: 200, name: "premium-owed", up: addPremiumOwed },
  { version: 220, name: "file-seen", up: addFileSeen },
  { version: 240, name: "erased-file", up: addErasedFile },
  { version: 260, name: "scheme-pack", up: addSchemePack },
];
