import { sealForCentre } from "../../../sync-server/testing/seal-for-centre.ts";
import { CENTRE, EPOCHS, people, SEALING_KEY } from "../recorded-people.ts";
import { idOf, knownKey } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { marie, noe, anna } = people;

/** What a workstation that was sent away had made, brought by a colleague and decided by a manager. */
export const quarantine: Story = {
  name: "67-quarantine",
  life: "founded",
  tell: async ({ post }) => {
    const [line, manager] = [createRecordedLine("sent away", noe), createRecordedLine("manager", anna)];
    const { replica: _own, ...centre } = manager.address();
    await post("the manager enrols", anna, "/v1/enrol", manager.enrolment());
    for (const file of ["kept", "turned down"]) line.seal({ kind: "created", file, body: { fields: { legalName: "Écartée SARL" } } });
    await post("its own push", noe, "/v1/push", line.push(1));
    const facts = { centre: CENTRE, epoch: EPOCHS.founded, key: SEALING_KEY, set: idOf("set away"), once: knownKey("x25519", "once away").key };
    const bring = (what: string, push: ReturnType<typeof line.push>) => post(what, marie, "/v1/sealed", { protocol: 1, sealed: sealForCentre(facts, { bank: noe.bank, push }) });
    await bring("brought by a colleague", line.push(1, 1));
    await bring("the part behind it", line.push(2, 2));
    await post("what waits", anna, "/v1/quarantine", centre);
    await post("not for an advisor", noe, "/v1/quarantine", centre);
    await post("value by value", anna, "/v1/quarantine/changes", { ...centre, of: line.replica, after: 0 });
    const decide = (what: string, upTo: number, decision: string) => post(what, anna, "/v1/quarantine/decide", { ...manager.address(), of: line.replica, upTo, decision });
    await decide("accepted", 1, "accept");
    await decide("turned down", 2, "reject");
    await decide("decided already", 2, "accept");
  },
};
