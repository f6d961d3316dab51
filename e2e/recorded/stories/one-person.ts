import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { createRecordedLine } from "../recorded-line.ts";
import { people } from "../recorded-people.ts";
import type { Story } from "../story.ts";

const { cleo, aude } = people;

/** Which files name a person, as an auditor asks for what a bank tells her of herself. */
export const onePerson: Story = {
  name: "6997-one-person",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("naming", cleo);
    await post("cleo enrols", cleo, "/v1/enrol", line.enrolment());
    line.seal({ kind: "created", file: "names her", body: { fields: soundFields({ siren: sirenFrom(851), signatoryName: "Éloïse Nominative" }) } });
    line.seal({ kind: "created", file: "names another", body: { fields: soundFields({ siren: sirenFrom(852), signatoryName: "Quelqu'un d'autre" }) } });
    await post("two files", cleo, "/v1/push", line.push(1));
    const { replica: _own, ...centre } = line.address();
    await post("by name", aude, "/v1/inspect/person", { ...centre, who: { name: "nominative eloise" } });
    await post("by her business", aude, "/v1/inspect/person", { ...centre, who: { siren: sirenFrom(851) } });
    await post("nobody", aude, "/v1/inspect/person", { ...centre, who: {} });
    await post("not for an advisor", cleo, "/v1/inspect/person", { ...centre, who: { name: "nominative eloise" } });
  },
};
