import { sign } from "node:crypto";
import { erasedSigningText, orderSigningText } from "../../../shared/sync/device-messages.ts";
import { handleOf } from "../../../sync-server/domain/devices/see-device.ts";
import { CENTRE, people } from "../recorded-people.ts";
import { idOf, knownKey, RECORDED_AT } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna, ada } = people;

/** A workstation seen, ended at the word of two, ordered to erase itself, and its last word. */
export const devices: Story = {
  name: "6995-devices",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("ended", noe);
    const { replica, ...centre } = line.address();
    await post("one more workstation of hers", noe, "/v1/enrol", line.enrolment({ device: "PORTABLE-9" }));
    const named = { ...centre, device: handleOf(replica) };
    await post("those of her branches", anna, "/v1/devices", centre);
    await post("not for an advisor", noe, "/v1/devices", centre);
    await post("her own", noe, "/v1/devices/mine", centre);
    await post("approved", anna, "/v1/devices/decide", { ...centre, device: handleOf(idOf("replica to be approved")), decision: "approve" });
    await post("it does not wait", anna, "/v1/devices/decide", { ...named, decision: "approve" });
    await post("none of that name", anna, "/v1/devices/decide", { ...named, device: "0".repeat(32), decision: "approve" });
    const key = knownKey("ed25519", "replica ended").key;
    const facts = { centre: CENTRE, bank: noe.bank, replica };
    const signed = (text: string, more: object = {}) => ({ protocol: 1, ...facts, ...more, signature: sign(null, Buffer.from(text), key).toString("base64url") });
    await post("nothing is ordered", undefined, "/v1/devices/order", signed(orderSigningText(facts)));
    await post("the first word", anna, "/v1/devices/revoke", { ...named, erase: "carried" });
    await post("the same person again", anna, "/v1/devices/revoke", { ...named, erase: "carried" });
    await post("for something else", ada, "/v1/devices/revoke", { ...named, erase: "now" });
    await post("withdrawn", ada, "/v1/devices/withdraw", named);
    await post("the first word again", ada, "/v1/devices/revoke", { ...named, erase: "now" });
    await post("the second", anna, "/v1/devices/revoke", { ...named, erase: "now" });
    await post("asked by a stranger", undefined, "/v1/devices/order", signed("something else"));
    await post("ordered", undefined, "/v1/devices/order", signed(orderSigningText(facts)));
    const at = RECORDED_AT;
    await post("its last word", undefined, "/v1/devices/erased", signed(erasedSigningText({ ...facts, at }), { at }));
  },
};
