import type { DocumentPlace, DocumentView } from "../../shared/bridge/document-views.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { NOW } from "./fake-files.ts";

/** A white point. */
export const somePictureBase64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4zEpUUAAAAAElFTkSuQmCC";

const one = (n: number, name: string, piece: string, size: number, place: DocumentPlace, more: Partial<DocumentView> = {}): DocumentView => ({
  document: String(n).repeat(64), name, type: "application/pdf", size, piece, attachedBy: n % 2 === 0 ? "Karim Exemple" : "Hélène Fictive", attachedAt: instant(NOW - n * 3_600_000), place, readable: true, removable: true, ...more,
});

/** Documents in each state, in the file that is ready; one at the centre in a registered one; none elsewhere. */
export function documentsOf(n: number): readonly DocumentView[] {
  if (n === 2) return [one(1, "Liasse fiscale 2019.pdf", "LIASSE_FISCALE", 1_240_000, { kind: "centre" }, { removable: false })];
  if (n !== 3) return [];
  return [
    one(1, "Liasse fiscale 2019.pdf", "LIASSE_FISCALE", 1_240_000, { kind: "centre" }),
    one(2, "Kbis du 3 avril 2020.pdf", "KBIS", 184_000, { kind: "sending", done: 73_600, total: 184_000 }),
    one(3, "RIB.png", "RIB", 96_000, { kind: "here-only", stopped: false, error: undefined }, { type: "image/png" }),
    one(4, "Plan de trésorerie.pdf", "PLAN_TRESORERIE", 320_000, { kind: "to-fetch", error: undefined }, { readable: false }),
    one(5, "Pièce d’identité du dirigeant.jpg", "PIECE_IDENTITE", 2_900_000, { kind: "here-only", stopped: true, error: { code: "G7002" } }, { type: "image/jpeg" }),
  ];
}
