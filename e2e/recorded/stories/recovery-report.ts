import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { marie, ada } = people;

/** What an administrator reads of a recovery that ended, and what an author is told late. */
export const recoveryReport: Story = {
  name: "75-recovery-report",
  life: "restored",
  tell: async ({ post }) => {
    const line = createRecordedLine("meanwhile", marie, "restored");
    const { replica: _own, ...centre } = line.address();
    await post("where it stands", ada, "/v1/recovery/report", centre);
    await post("not for an advisor", marie, "/v1/recovery/report", centre);
    await post("nothing of hers was refused late", marie, "/v1/late-verdicts", line.address());
  },
};
