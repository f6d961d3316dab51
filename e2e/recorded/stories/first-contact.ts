import { people } from "../recorded-people.ts";
import { idOf, knownKey } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { marie, paul, zoe } = people;

/** From an unknown computer to an enrolled replica, and what whoever comes wrongly is told. */
export const firstContact: Story = {
  name: "10-first-contact",
  life: "founded",
  tell: async ({ get, post }) => {
    const line = createRecordedLine("first contact", marie);
    await get("who is there", undefined, "/v1/hello");
    await get("the same for one bank", undefined, `/v1/hello?bank=${marie.bank}`);
    await get("nobody's token", undefined, "/v1/me");
    await get("who the token speaks for", marie, "/v1/me");
    await post("a replica is enrolled", marie, "/v1/enrol", line.enrolment());
    await post("again: harmless", marie, "/v1/enrol", line.enrolment());
    await post("under another key", marie, "/v1/enrol", line.enrolment({ publicKey: knownKey("ed25519", "another").x }));
    await post("by somebody else", paul, "/v1/enrol", line.enrolment());
    await post("to another centre", marie, "/v1/enrol", line.enrolment({ centre: idOf("another centre") }));
    line.seal({ kind: "created", file: "nothing", body: { fields: { legalName: "Rien" } } });
    await post("of another epoch", marie, "/v1/push", line.push(1, 1, idOf("another epoch")));
    await post("in a protocol that is no more", marie, "/v1/pull", { ...line.address(), protocol: 0, cursors: [], limit: 1 });
    await post("not as the protocol has it", marie, "/v1/pull", { ...line.address(), cursors: "all", limit: 1 });
    await post("not a replica's owner", paul, "/v1/pull", { ...line.address(), cursors: [{ branch: paul.branches[0]?.id, n: 0 }], limit: 1 });
    await post("a branch out of sight", marie, "/v1/pull", { ...line.address(), cursors: [{ branch: zoe.branches[0]?.id, n: 0 }], limit: 1 });
  },
};
