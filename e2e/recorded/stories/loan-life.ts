import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna } = people;

/** A loan after its number: approved by another, disbursed, declared and answered; and one that ended before. */
export const loanLife: Story = {
  name: "68-loan-life",
  life: "founded",
  tell: async ({ post }) => {
    const [line, manager, colleague] = [createRecordedLine("life", noe), createRecordedLine("approver of lives", anna), createRecordedLine("life of another", noe)];
    for (const one of [line, manager, colleague]) await post(`${one.who.login} enrols ${one.replica}`, one.who, "/v1/enrol", one.enrolment());
    const record = (who: typeof line, file: string, base: number, step: string, facts: object): number => who.seal({ kind: "recorded", file, base, body: { step, facts: { on: "2020-04-15", ...facts } } });
    for (const [n, file] of [[811, "living"], [812, "ended"]] as const) {
      line.seal({ kind: "created", file, body: { fields: soundFields({ siren: sirenFrom(n) }) } });
      line.seal({ kind: "submitted", file, base: 1 });
    }
    await post("two are registered", noe, "/v1/push", line.push(1));
    record(manager, "living", 2, "approved", { note: "Vu." });
    await post("approved by another", anna, "/v1/push", manager.push(1));
    const amount = 10_000_000;
    record(line, "living", 3, "disbursed", { amount });
    record(line, "living", 4, "declared", { batch: "D20200415-1" });
    record(line, "living", 5, "answered", { outcome: "ACCEPTEE", reference: "R-1" });
    record(line, "ended", 2, "declined", { kind: "REFUS", reason: "AUTRE", why: "Refus du comité.", notifiedOn: "2020-04-15" });
    record(line, "ended", 3, "mediated", { outcome: "SAISIE" });
    await post("disbursed, declared, answered; and a refusal by the bank", noe, "/v1/push", line.push(5));
    record(colleague, "living", 6, "disbursed", { amount });
    await post("what is not possible from here", noe, "/v1/push", colleague.push(1));
    await post("what the branch is told", noe, "/v1/snapshot", { ...line.address(), branch: noe.branches[0]?.id, limit: 50 });
  },
};
