import { soundFields, sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine, type RecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, abel } = people;

/** The line of {@link beforeTheRestore}, sealed in the same words whenever it is needed. */
export function lostLine(life: "founded" | "restored"): RecordedLine {
  const line = createRecordedLine("lost", noe, life);
  line.seal({ kind: "created", file: "lost", body: { fields: soundFields({ siren: sirenFrom(60) }) } });
  line.seal({ kind: "edited", file: "lost", base: 1, body: { edits: { city: { from: null, to: "Vannes" } } } });
  line.seal({ kind: "submitted", file: "lost", base: 2 });
  line.seal({ kind: "withdrawn", file: "of nobody", base: 1 });
  return line;
}

/** What the centre answered, and no longer knows once it was restored. */
export const beforeTheRestore: Story = {
  name: "60-before-the-restore",
  life: "founded",
  tell: async ({ post }) => {
    const line = lostLine("founded");
    await post("a replica is enrolled", noe, "/v1/enrol", line.enrolment());
    await post("three are accepted, one is refused", noe, "/v1/push", line.push(1));
    await post("nothing is offered again where nothing was restored", noe, "/v1/reoffer", { ...line.push(1), changes: line.verdicts(1, [{ kind: "accepted", version: 1, n: 1, conflicts: [] }]) });
    await post("no recovery to end", abel, "/v1/recovery/end", { protocol: 1, centre: line.address().centre, epoch: line.address().epoch });
  },
};
