import { centre } from "./0010-centre.ts";
import { directory } from "./0020-directory.ts";
import { filesAndFeed } from "./0030-files-and-feed.ts";
import { changes } from "./0040-changes.ts";
import { ledger } from "./0050-ledger.ts";
import { report } from "./0060-report.ts";
import { verification } from "./0070-verification.ts";
import { restore } from "./0080-restore.ts";
import { documents } from "./0100-documents.ts";
import { outOfBand } from "./0110-out-of-band.ts";
import { buckets } from "./0120-buckets.ts";
import { recoveryDesk } from "./0130-recovery-desk.ts";
import { quarantine } from "./0140-quarantine.ts";
import { ledgerOrder } from "./0150-ledger-order.ts";
import { approvals } from "./0160-approvals.ts";
import { registrationStates } from "./0170-registration-states.ts";
import { operatorDesk } from "./0180-operator-desk.ts";
import { reservationOrder } from "./0185-reservation-order.ts";
import { changeByFile } from "./0190-change-by-file.ts";
import { fileHistory } from "./0195-file-history.ts";
import { regions } from "./0210-regions.ts";
import { roles } from "./0225-roles.ts";
import { audit } from "./0240-audit.ts";
import { auditAnchors } from "./0241-audit-anchors.ts";
import { reads } from "./0245-reads.ts";
import { devices } from "./0260-devices.ts";
import { bankPolicy } from "./0270-bank-policy.ts";
import { epochWords } from "./0271-epoch-words.ts";
import { auditSubjects } from "./0272-audit-subjects.ts";
import { logKeys } from "./0273-log-keys.ts";
import { auditGaps } from "./0274-audit-gaps.ts";
import { recoveryKey } from "./0280-recovery-key.ts";
import { erasure } from "./0290-erasure.ts";
import { movementByFile } from "./0291-movement-by-file.ts";
import { linkByFile } from "./0292-link-by-file.ts";
import { personSearch } from "./0300-person-search.ts";
import { schemePacks } from "./0310-scheme-packs.ts";
import { reporting } from "./0320-reporting.ts";
import { mail } from "./0321-mail.ts";
import { fleet } from "./0330-fleet.ts";
import { diagnostics } from "./0331-diagnostics.ts";
import { releaseNotes } from "./0340-release-notes.ts";
import { directoryDecisions } from "./0341-directory-decisions.ts";
import { unsent } from "./0345-unsent.ts";
import { peopleAtOnce } from "./0350-people-at-once.ts";
import type { Migration } from "./migration.ts";

/** In order. The last version is the one this server expects. */
export const migrations: readonly Migration[] = [centre, directory, filesAndFeed, changes, ledger, report, verification, restore, documents, outOfBand, buckets, recoveryDesk, quarantine, ledgerOrder, approvals, registrationStates, operatorDesk, reservationOrder, changeByFile, fileHistory, regions, roles, audit, auditAnchors, reads, devices,
  bankPolicy,
  epochWords,
  auditSubjects,
  logKeys,
  auditGaps,
  recoveryKey,
  erasure,
  movementByFile,
  linkByFile,
  personSearch,
  schemePacks,
  reporting,
  mail,
  fleet,
  diagnostics,
  releaseNotes,
  directoryDecisions,
  unsent,
  peopleAtOnce,
];
