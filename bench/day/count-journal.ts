import type { Journal, JournalFile } from "./journal.ts";
import { createTally, type Side } from "./sides.ts";

/** What the clients asked and were told, from their own journal. */
export function countJournal(journal: Journal): Side {
  const tally = createTally();
  for (const file of journal.files) {
    const cents = file.registered?.amount ?? file.amount;
    if (file.isAsked) tally.add(file.bank, "asked", cents);
    tally.add(file.bank, classOf(file), cents);
  }
  for (const [key, count] of journal.verdicts) {
    const [bank = "", ...rest] = key.split(" ");
    tally.verdict(bank, rest.join(" "), count);
  }
  return {
    banks: tally.banks(),
    loans: journal.files.flatMap(({ registered, bank, file, siren }) => (registered === undefined ? [] : [{ number: registered.number, amount: registered.amount, bank, file, siren }])),
    files: new Set(journal.files.filter(({ isMade }) => isMade).map(({ file }) => file)),
    lines: new Map(journal.lines.map(({ replica, answered }) => [replica, answered])),
    contents: new Map(journal.files.flatMap(({ file, stored }) => (stored === undefined ? [] : [[file, stored] as const]))),
  };
}

function classOf({ registered, isWithdrawn, refused }: JournalFile): "registered" | "withdrawn" | "drafts" | { readonly refused: string } {
  if (registered !== undefined) return "registered";
  if (isWithdrawn) return "withdrawn";
  return refused === undefined ? "drafts" : { refused };
}
