import { sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { operators, people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { yves, marie } = people;
const { boss, chief } = operators;

/** What the centre does to a registration by itself: found, shown, corrected, released at the word of two operators; and what the branch is told of it. */
export const operator: Story = {
  name: "697-operator",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("planted", yves);
    const { replica: _own, ...centre } = line.address();
    const found = (await post("found by company and bank", boss, "/v1/operator/registrations", { ...centre, search: { siren: sirenFrom(830), bank: "Banque B" } })) as { readonly registrations?: readonly { readonly number: string }[] };
    const number = found.registrations?.[0]?.number ?? "none";
    await post("found by number", boss, "/v1/operator/registrations", { ...centre, search: { number } });
    const act = (what: string, who: { readonly login: string }, words: string, kind: string, more: object = {}) =>
      post(what, who, "/v1/operator/act", { ...centre, act: idOf(`act ${words}`), number, kind, reason: "Montant mal saisi.", asked: "Courrier du 14/04/2020", ...more });
    await act("not for people of a bank", marie, "corrected", "corrected", { amount: 12_000_000 });
    await act("shown", boss, "corrected", "corrected", { amount: 12_000_000, dry: true });
    await act("corrected", boss, "corrected", "corrected", { amount: 12_000_000, seen: 2 });
    await act("said again", boss, "corrected", "corrected", { amount: 12_000_000, seen: 2 });
    await act("beyond the ceiling", boss, "too much", "corrected", { amount: 900_000_000_000 });
    await act("asked to release", boss, "released", "released");
    const decide = (what: string, who: { readonly login: string }, decision: string) => post(what, who, "/v1/operator/decide", { ...centre, act: idOf("act released"), decision });
    await decide("not by who asked", boss, "confirm");
    await decide("confirmed by another", chief, "confirm");
    await decide("decided already", boss, "turn-down");
    await post("what was done", chief, "/v1/operator/acts", { ...centre, number, limit: 10 });
    await post("what the branch is told", yves, "/v1/snapshot", { ...line.address(), branch: yves.branches[0]?.id, limit: 50 });
  },
};
