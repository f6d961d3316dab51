import type { Device } from "../sync/device-messages.ts";

const HOUR = 3_600_000;
const NAMES = ["Hélène", "Karim", "Nolwenn", "Ronan", "Yann", "Maud", "Alix", "Loïc", "Gwenola", "Maëlle"];
const FAMILIES = ["Fictive", "Exemple", "Modèle", "Gabarit", "Maquette", "Témoin", "Patron", "Épure"];
const BRANCHES = ["Rennes", "Brest", "Vannes", "Quimper", "Saint-Brieuc", "Lorient", "Fougères", "Morlaix", "Dinan", "Pontivy"];

/** A fleet that nobody has: as many workstations as asked for, always the same, most of them well. */
export function simulatedFleet(many: number, now: number): readonly Device[] {
  const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T; // never empty
  return Array.from({ length: many }, (_, n): Device => {
    const turn = (n * 2_654_435_761) % 4_294_967_296; // Knuth's multiplicative hash: spread, and the same each time
    const one = (of: number): boolean => turn % of === 0;
    const branch = `${pick(BRANCHES, turn)}${n % 3 === 0 ? "" : ` ${1 + (n % 30)}`}`;
    const state = one(97) ? "revoked" : one(151) ? "waiting" : "working";
    const changes = one(7) ? 1 + (turn % 23) : 0;
    return {
      device: (n + 1).toString(16).padStart(32, "0"), user: `0190c0de-0000-7000-8000-${n.toString(16).padStart(12, "0")}`,
      name: `${pick(NAMES, turn >>> 3)} ${pick(FAMILIES, turn >>> 7)} ${n + 1}`, branch, label: `PC-${pick(BRANCHES, turn).slice(0, 6).toUpperCase()}-${String(n + 1).padStart(4, "0")}`, mine: false, state,
      enrolledAt: now - (900 + (turn % 4_000)) * HOUR, heardAt: one(61) ? now - (600 + (turn % 900)) * HOUR : now - (turn % 20) * HOUR, version: one(11) ? "0.8.2" : one(3) ? "0.9.0" : "0.9.1",
      waiting: { changes, ...(changes === 0 ? {} : { since: now - (one(49) ? 100 : 1 + (turn % 30)) * HOUR }) },
      clockOffMs: one(83) ? (one(2) ? 1 : -1) * (180_000 + (turn % 7_200_000)) : (turn % 4_000) - 2_000, diskFreeMib: one(59) ? turn % 2_000 : 20_000 + (turn % 300_000),
      ...(state === "revoked" ? { revoked: { at: now - 190 * HOUR, by: "Alix Témoin" } } : {}),
      may: state === "waiting" ? ["approve", "refuse", "revoke", "erase"] : state === "revoked" ? ["erase"] : ["revoke", "erase"],
    };
  });
}
