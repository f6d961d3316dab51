import { sirenFrom, soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import { people } from "../recorded-people.ts";
import type { Story } from "../story.ts";

const { cleo, sol, aude } = people;

/** What an auditor reads through the centre, and what a supervisor's workstation tells of her readings. Events themselves have the database's own clock: none is asked for. */
export const inspection: Story = {
  name: "699-inspection",
  life: "founded",
  tell: async ({ post }) => {
    const [line, regional] = [createRecordedLine("inspected", cleo), createRecordedLine("regional", sol)];
    await post("cleo enrols", cleo, "/v1/enrol", line.enrolment());
    line.seal({ kind: "created", file: "inspected", body: { fields: soundFields({ siren: sirenFrom(850) }) } });
    line.seal({ kind: "submitted", file: "inspected", base: 1 });
    await post("one is registered", cleo, "/v1/push", line.push(1));
    const { replica: _own, ...centre } = line.address();
    const found = (await post("found by company", aude, "/v1/inspect/files", { ...centre, search: { siren: sirenFrom(850) } })) as { readonly files?: readonly { readonly number?: string }[] };
    await post("found by number", aude, "/v1/inspect/files", { ...centre, search: { number: found.files?.[0]?.number ?? "none" } });
    await post("read with its changes", aude, "/v1/inspect/file", { ...centre, file: idOf("file inspected") });
    await post("not there", aude, "/v1/inspect/file", { ...centre, file: idOf("file nowhere") });
    await post("not for an advisor", cleo, "/v1/inspect/file", { ...centre, file: idOf("file inspected") });
    await post("nothing before the first event", aude, "/v1/inspect/events", { ...centre, before: 1, limit: 10 });
    await post("sol enrols", sol, "/v1/enrol", regional.enrolment());
    regional.seal({ kind: "created", file: "not hers to enter", body: { fields: {} } });
    await post("a supervisor enters nothing", sol, "/v1/push", regional.push(1));
    await post("what she saw", sol, "/v1/reads", { ...regional.address(), reads: [{ file: idOf("file inspected"), at: 1_586_900_000_000 }, { file: idOf("file nowhere"), at: 1_586_900_000_001 }] });
    await post("not told by others", cleo, "/v1/reads", { ...line.address(), reads: [{ file: idOf("file inspected"), at: 1_586_900_000_000 }] });
  },
};
