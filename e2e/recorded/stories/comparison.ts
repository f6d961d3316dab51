import { bucketOf } from "../../../shared/sync/buckets.ts";
import { people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { zoe } = people;

/** A workstation makes sure that what it holds of a branch is the centre's, and that its place in the feed is where it was. */
export const comparison: Story = {
  name: "66-comparison",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("comparison", zoe);
    const branch = zoe.branches[0]?.id ?? "";
    await post("a replica is enrolled", zoe, "/v1/enrol", line.enrolment());
    line.seal({ kind: "created", file: "compared", body: { fields: { legalName: "Comparée SARL" } } });
    await post("a file", zoe, "/v1/push", line.push(1));
    const file = idOf("file compared");
    await post("the hashes of its branch", zoe, "/v1/buckets", { ...line.address(), branch });
    await post("files of one bucket", zoe, "/v1/buckets/list", { ...line.address(), branch, buckets: [bucketOf(file)], limit: 10 });
    await post("files anew, one of them nowhere", zoe, "/v1/buckets/files", { ...line.address(), branch, files: [file, idOf("file nowhere")] });
    await post("what differed is told", zoe, "/v1/alarm", { ...line.address(), kind: "mismatch", have: 1, known: 2, branch });
    await post("a branch out of her sight", zoe, "/v1/buckets", { ...line.address(), branch: idOf("a branch of nobody") });
    const pull = (what: string, cursor: object) => post(what, zoe, "/v1/pull", { ...line.address(), cursors: [{ branch, ...cursor }], limit: 10 });
    await pull("from a place with the change that stands there", { n: 2, at: idOf("change comparison 1") });
    await pull("from a place where another change stands", { n: 2, at: idOf("change of another life") });
    await pull("from a place that the feed does not reach", { n: 99 });
  },
};
