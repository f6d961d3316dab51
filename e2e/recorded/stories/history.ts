import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe } = people;

/** How a file was made, for an evidence file: its changes, what chains and signs them, and the centre's statement; and of a file that is not there. */
export const history: Story = {
  name: "698-history",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("evident", noe);
    await post("noe enrols", noe, "/v1/enrol", line.enrolment());
    line.seal({ kind: "created", file: "evident", body: { fields: soundFields({ siren: sirenFrom(840) }) } });
    line.seal({ kind: "created", file: "beside it", body: { fields: { legalName: "Voisine SARL" } } });
    line.seal({ kind: "submitted", file: "evident", base: 1 });
    await post("one is registered, with a draft of another between", noe, "/v1/push", line.push(1));
    await post("how the first was made", noe, "/v1/history", { ...line.address(), file: idOf("file evident") });
    await post("none of a file that is not there", noe, "/v1/history", { ...line.address(), file: idOf("file nowhere") });
  },
};
