import type { QuarantinedWork, QuarantineEntry } from "../../shared/bridge/quarantine-views.ts";
import { id, type ChangeId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { fileId, NOW } from "./fake-files.ts";

const replica = (n: number): string => `0190c0de-1111-7000-8000-${String(n).padStart(12, "0")}`;
const at = (hours: number) => instant(NOW - hours * 3_600_000);

/** A stolen laptop, a colleague who left, and the manager's own former workstation. */
export const someQuarantine: readonly QuarantineEntry[] = [
  { replica: replica(2), user: replica(102), name: "Ronan Gabarit", device: "PORTABLE-117", why: "revoked", changes: 3, upTo: 51, since: at(26), carriers: ["Maëlle Exemple"], mine: false },
  { replica: replica(6), user: replica(106), name: "Yann Modèle", device: "AGENCE-RENNES-04", why: "left", changes: 1, upTo: 306, since: at(3), carriers: [], mine: false },
  { replica: replica(7), user: replica(107), name: "Maud Modèle", device: "DIRECTION-01", why: "revoked", changes: 2, upTo: 88, since: at(1), carriers: ["Maëlle Exemple", "Soizic Essai"], mine: true },
];

export const someQuarantinedWork = (of: string): QuarantinedWork => ({
  replica: of, upTo: 51, unread: 1,
  files: [{
    file: fileId(14), name: "Biscuiterie des Abers", siren: "732829320", changes: [
      { change: id<ChangeId>(fileId(141)), kind: "created", madeAt: at(30), code: undefined, document: undefined, fields: [{ field: "siren", value: "732829320" }, { field: "legalName", value: "Biscuiterie des Abers" }, { field: "amount", value: 12_000_000 }, { field: "city", value: "Landéda" }] },
      { change: id<ChangeId>(fileId(142)), kind: "submitted", madeAt: at(29), code: undefined, document: undefined, fields: [] },
    ],
  }],
});
