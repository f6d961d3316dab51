import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna } = people;
const ACCOUNT = "FR1420041010050500013M02606";

/** An account that was replaced after the pre-approval, told in the state, called back and gone from it; then the first premium, once. */
export const premiumAndAccount: Story = {
  name: "696-premium-and-account",
  life: "founded",
  tell: async ({ post }) => {
    const [line, manager, colleague] = [createRecordedLine("premium", noe), createRecordedLine("caller back", anna), createRecordedLine("premium twice", noe)];
    for (const one of [line, manager, colleague]) await post(`${one.who.login} enrols ${one.replica}`, one.who, "/v1/enrol", one.enrolment());
    const record = (who: typeof line, base: number, step: string, facts: object): number => who.seal({ kind: "recorded", file: "premium", base, body: { step, facts: { on: "2020-04-15", ...facts } } });
    const branch = async (what: string): Promise<unknown> => await post(what, noe, "/v1/snapshot", { ...line.address(), branch: noe.branches[0]?.id, limit: 50 });
    const fields = soundFields({ siren: sirenFrom(821) });
    line.seal({ kind: "created", file: "premium", body: { fields } });
    line.seal({ kind: "edited", file: "premium", base: 1, body: { edits: { iban: { from: fields.iban, to: ACCOUNT } } } });
    line.seal({ kind: "submitted", file: "premium", base: 2 });
    await post("registered with another account than the one that was pre-approved", noe, "/v1/push", line.push(1));
    await branch("who changed it is told");
    record(manager, 3, "approved", {});
    await post("approved", anna, "/v1/push", manager.push(1));
    record(colleague, 4, "disbursed", { amount: 10_000_000 });
    await post("no money to an account that nobody confirmed", noe, "/v1/push", colleague.push(1));
    record(manager, 4, "account-confirmed", { calledTo: "B. Durand" });
    await post("called back by another", anna, "/v1/push", manager.push(2));
    record(line, 5, "disbursed", { amount: 10_000_000 });
    record(line, 6, "premium-paid", { year: 1, amount: 22_500 });
    await post("disbursed, and the first premium taken", noe, "/v1/push", line.push(4));
    record(line, 7, "premium-paid", { year: 1, amount: 22_500 });
    await post("the same premium again", noe, "/v1/push", line.push(6));
    await branch("and nobody waits for a call back any more");
  },
};
