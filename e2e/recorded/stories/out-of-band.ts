import { sealForCentre } from "../../../sync-server/testing/seal-for-centre.ts";
import { CENTRE, EPOCHS, people, SEALING_KEY } from "../recorded-people.ts";
import { idOf, knownKey } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { marie, lea, zoe } = people;

/** What is carried by hand, and the keys of a shared folder. */
export const outOfBand: Story = {
  name: "50-out-of-band",
  life: "founded",
  tell: async ({ post }) => {
    const [line, carrier] = [createRecordedLine("sealed", lea), createRecordedLine("carrier", marie)];
    for (const one of [line, carrier]) await post(`${one.who.login} enrols`, one.who, "/v1/enrol", one.enrolment());
    line.seal({ kind: "created", file: "carried", body: { fields: { legalName: "Portée SARL" } } });
    const facts = { centre: CENTRE, epoch: EPOCHS.founded, key: SEALING_KEY, set: idOf("set"), once: knownKey("x25519", "once").key };
    const part = sealForCentre(facts, { bank: lea.bank, push: line.push(1) });
    await post("a sealed part, by a colleague", marie, "/v1/sealed", { protocol: 1, sealed: part });
    await post("brought twice", lea, "/v1/sealed", { protocol: 1, sealed: part });
    await post("changed on the way", marie, "/v1/sealed", { protocol: 1, sealed: { ...part, box: `${part.box.slice(0, -4)}AAAA` } });
    await post("of another centre", marie, "/v1/sealed", { protocol: 1, sealed: { ...part, centre: idOf("another centre") } });
    await post("by somebody of another bank", zoe, "/v1/sealed", { protocol: 1, sealed: part });
    line.seal({ kind: "withdrawn", file: "carried", base: 1 });
    line.seal({ kind: "edited", file: "carried", base: 1, body: { edits: {} } });
    await post("one before it is missing", marie, "/v1/sealed", { protocol: 1, sealed: sealForCentre(facts, { bank: lea.bank, push: line.push(3) }) });
    await post("keys of the branch's folder", marie, "/v1/branch-keys", carrier.address());
    await post("the author hears her verdicts", lea, "/v1/push", line.push(1, 1));
  },
};
