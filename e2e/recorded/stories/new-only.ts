import { sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { zoe } = people;

/** What is asked again and again where no stream tells: only what is new. */
export const newOnly: Story = {
  name: "65-new-only",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("new only", zoe);
    await post("a replica is enrolled", zoe, "/v1/enrol", line.enrolment());
    const ask = (what: string, n: number) => post(what, zoe, "/v1/pull", { ...line.address(), cursors: [{ branch: zoe.branches[0]?.id, n }], limit: 10, newOnly: true });
    await ask("nothing is new", 0);
    line.seal({ kind: "created", file: "new", body: { fields: { legalName: "Nouvelle SARL", siren: sirenFrom(900) } } });
    await post("a file", zoe, "/v1/push", line.push(1));
    await ask("one branch has something new", 0);
    await ask("nothing is new any more", 1);
  },
};
