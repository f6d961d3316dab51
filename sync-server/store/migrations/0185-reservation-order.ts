import type { Migration } from "./migration.ts";

/** 0185: reservations in the order in which they were made: what is due is looked for from where it was last looked, not through the ledger. */
export const reservationOrder: Migration = {
  version: 185,
  name: "reservation-order",
  index: { name: "ledger_reserved_at", on: "ledger_movement (moved_at, number) WHERE state = 'reserved'" },
};
