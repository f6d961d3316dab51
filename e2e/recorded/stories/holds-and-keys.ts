import { createRecordedLine } from "../recorded-line.ts";
import { idOf, knownKey } from "../recorded-keys.ts";
import { people } from "../recorded-people.ts";
import type { Story } from "../story.ts";

const { noe, anna, ada, abel } = people;

/** What holds a file, a bank's recovery key at the word of two administrators, and the versions of the rules that the centre published. */
export const holdsAndKeys: Story = {
  name: "6999-holds-and-keys",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("held", noe);
    await post("noe enrols", noe, "/v1/enrol", line.enrolment({ device: "PORTABLE-11" }));
    line.seal({ kind: "created", file: "held", body: { fields: { legalName: "Société Tenue" } } });
    await post("a file", noe, "/v1/push", line.push(1));
    const { replica, ...centre } = line.address();
    const file = idOf("file held");
    await post("nothing holds it", anna, "/v1/holds", { ...centre, file });
    await post("not for an advisor", noe, "/v1/holds", { ...centre, file });
    const held = (await post("held", anna, "/v1/holds/set", { ...centre, file, reason: "litigation" })) as { readonly holds?: readonly { readonly hold: string }[] };
    await post("held already", ada, "/v1/holds/set", { ...centre, file, reason: "litigation" });
    const hold = held.holds?.[0]?.hold ?? idOf("no hold");
    await post("one wants it lifted", anna, "/v1/holds/lift", { ...centre, file, hold });
    await post("she alone", anna, "/v1/holds/lift", { ...centre, file, hold });
    await post("taken back", ada, "/v1/holds/lift", { ...centre, file, hold, withdraw: true });
    await post("wanted again", anna, "/v1/holds/lift", { ...centre, file, hold });
    await post("lifted by another", ada, "/v1/holds/lift", { ...centre, file, hold });
    const { x } = knownKey("x25519", "recovery");
    await post("no recovery key", ada, "/v1/recovery-key", centre);
    await post("not for an advisor to see", noe, "/v1/recovery-key", centre);
    await post("one word for it", ada, "/v1/recovery-key/publish", { ...centre, x });
    await post("hers again", ada, "/v1/recovery-key/publish", { ...centre, x });
    await post("not to be", abel, "/v1/recovery-key/withdraw", centre);
    await post("nothing waits", abel, "/v1/recovery-key/withdraw", centre);
    await post("one word again", ada, "/v1/recovery-key/publish", { ...centre, x });
    await post("published", abel, "/v1/recovery-key/publish", { ...centre, x });
    await post("a profile was opened by it", noe, "/v1/recovery-key/used", { ...centre, replica, request: idOf("request of recovery"), kid: "0123456789abcdef", at: 1_586_900_000_000 });
    await post("of no workstation of hers", anna, "/v1/recovery-key/used", { ...centre, replica, request: idOf("request of recovery"), kid: "0123456789abcdef", at: 1_586_900_000_000 });
    await post("no version but the built-in one", noe, "/v1/packs", { ...line.address(), have: [] });
  },
};
