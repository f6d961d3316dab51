import { expect, test } from "vitest";
import type { FirstVerdict } from "../../shared/sync/protocol.ts";
import { endedOtherwise } from "./as-meant.ts";
import { countJournal } from "./count-journal.ts";
import { noteVerdict, openJournal, type Journal, type JournalChange, type JournalFile } from "./journal.ts";
import { NEW_RULES } from "../../build/demo/fictitious-scheme.ts";
import type { Story } from "./stories.ts";

function file(journal: Journal, story: Story = "plain", siren = "1"): JournalFile {
  const made: JournalFile = { file: `file ${journal.files.length}`, bank: "a", branch: 0, story, siren, amount: 900, isMade: false, isAsked: false, isWithdrawn: false, refused: undefined, registered: undefined };
  journal.files.push(made);
  return made;
}
let seq = 0;
const change = (of: JournalFile, kind: string): JournalChange => ({ seq: (seq += 1), change: `change ${seq}`, kind, file: of, amount: of.amount, sealedAt: 0, told: undefined });
const accepted = (number?: string): FirstVerdict => ({ kind: "accepted", version: 1, n: 1, conflicts: [], ...(number === undefined ? {} : { number, receipt: "r" }) });
const refused = (code: "G2004" | "G2010" | "G2003"): FirstVerdict => ({ kind: "refused", code, params: {}, fields: [] });

test("[DY4] the first answer of a change counts once, however often it comes; another answer to the same is a fault", () => {
  const journal = openJournal();
  const asked = file(journal);
  const submission = change(asked, "submitted");
  for (let i = 0; i < 3; i += 1) noteVerdict(journal, submission, accepted("n1"), "rules");
  expect([asked.registered, journal.faults, [...journal.verdicts]]).toEqual([{ number: "n1", amount: 900, rules: "rules" }, [], [["a accepted", 1]]]);
  noteVerdict(journal, submission, refused("G2004"), "rules");
  expect(journal.faults).toHaveLength(1);
  noteVerdict(journal, change(asked, "submitted"), accepted("n2"), "rules");
  noteVerdict(journal, change(file(journal), "submitted"), accepted(), "rules");
  expect(journal.faults.slice(1)).toEqual(["file file 0 was registered twice", "file file 1 was registered without a number or a receipt"]);
});

test("[DY4] each file is counted in one class, with what it says at the end; a loan with what was asked when it was registered", () => {
  const journal = openJournal();
  const [taken, mended, gone, kept] = [file(journal), file(journal), file(journal), file(journal)];
  for (const each of [taken, mended]) each.isAsked = true;
  noteVerdict(journal, change(taken, "submitted"), accepted("n1"), "rules");
  taken.amount = 1;
  noteVerdict(journal, change(mended, "submitted"), refused("G2004"), "rules");
  noteVerdict(journal, change(gone, "withdrawn"), accepted(), "rules");
  noteVerdict(journal, change(kept, "created"), accepted(), "rules");
  expect(countJournal(journal).banks.get("a")).toMatchObject({
    asked: { files: 2, cents: 1_800 }, registered: { files: 1, cents: 900 }, refused: { G2004: { files: 1, cents: 900 } }, withdrawn: { files: 1, cents: 900 }, drafts: { files: 1, cents: 900 },
    verdicts: { accepted: 3, "refused G2004": 1 },
  });
  expect([...countJournal(journal).files]).toEqual([kept.file]);
});

test("[DY2] what ended otherwise than it was meant is told: a sound file refused, an unsound one taken, both twins or none", () => {
  const journal = openJournal();
  const registered = { number: "n", amount: 900, rules: "rules" };
  Object.assign(file(journal), { isMade: true, registered });
  Object.assign(file(journal, "over"), { isMade: true, refused: "G2004" });
  Object.assign(file(journal, "unknown"), { isMade: true });
  Object.assign(file(journal, "early-scheme"), { isMade: true, refused: "G2003" });
  Object.assign(file(journal, "early-scheme"), { isMade: true, registered: { ...registered, rules: NEW_RULES } });
  Object.assign(file(journal, "twin", "7"), { isMade: true, registered });
  Object.assign(file(journal, "twin", "7"), { isMade: true, refused: "G2010" });
  expect(endedOtherwise(journal.files)).toEqual([]);
  const wrong = openJournal();
  Object.assign(file(wrong), { isMade: true, refused: "G2003" });
  Object.assign(file(wrong, "over"), { isMade: true, registered });
  Object.assign(file(wrong, "scheme"), { isMade: true, registered });
  Object.assign(file(wrong, "twin", "7"), { isMade: true, registered });
  Object.assign(file(wrong, "twin", "7"), { isMade: true, registered });
  expect(endedOtherwise(wrong.files)).toHaveLength(4);
});
