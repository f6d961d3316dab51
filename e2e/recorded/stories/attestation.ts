import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe } = people;

/** The attestation of a registered file, what is refused, and the keys that a stranger's page checks its code with. */
export const attestation: Story = {
  name: "69-attestation",
  life: "founded",
  tell: async ({ get, post }) => {
    const line = createRecordedLine("attested", noe);
    await post("noe enrols", noe, "/v1/enrol", line.enrolment());
    line.seal({ kind: "created", file: "attested", body: { fields: soundFields({ siren: sirenFrom(820) }) } });
    line.seal({ kind: "submitted", file: "attested", base: 1 });
    line.seal({ kind: "created", file: "not attested", body: { fields: { legalName: "Brouillon SARL" } } });
    await post("one is registered, one is a draft", noe, "/v1/push", line.push(1));
    await post("the attestation of the first", noe, "/v1/attestation", { ...line.address(), file: idOf("file attested"), language: "fr" });
    await post("none of a draft", noe, "/v1/attestation", { ...line.address(), file: idOf("file not attested"), language: "en" });
    await get("what a page checks it with", undefined, "/v1/verification-keys");
  },
};
