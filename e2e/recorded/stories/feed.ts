import { sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { lea, anna } = people;

/** What a branch's readers get: a first copy by pages, then what is new. */
export const feed: Story = {
  name: "30-feed",
  life: "founded",
  tell: async ({ post }) => {
    const [line, reader] = [createRecordedLine("feed", lea), createRecordedLine("reader", anna)];
    for (const one of [line, reader]) await post(`${one.who.login} enrols`, one.who, "/v1/enrol", one.enrolment());
    for (const n of [1, 2, 3]) line.seal({ kind: "created", file: `feed ${n}`, body: { fields: { legalName: `Fictive ${n}`, siren: sirenFrom(300 + n) } } });
    await post("three files", lea, "/v1/push", line.push(1));
    const branch = lea.branches[0]?.id ?? "";
    const first = await post("a first copy, page by page", anna, "/v1/snapshot", { ...reader.address(), branch, limit: 2 });
    const { next, n } = first as { readonly next?: string; readonly n?: number };
    await post("its last page", anna, "/v1/snapshot", { ...reader.address(), branch, after: next, n, limit: 2 });
    line.seal({ kind: "edited", file: "feed 2", base: 1, body: { edits: { city: { from: null, to: "Quimper" } } } });
    await post("one of them changes", lea, "/v1/push", line.push(4));
    await post("what is new", anna, "/v1/pull", { ...reader.address(), cursors: [{ branch, n: n ?? 0 }], limit: 10 });
    await post("from the beginning, one place at a time", anna, "/v1/pull", { ...reader.address(), cursors: [{ branch, n: 0 }], limit: 1 });
    await post("nothing new, in several branches", anna, "/v1/pull", { ...reader.address(), cursors: [{ branch, n: 2 }, { branch: anna.branches[2]?.id, n: 0 }], limit: 10 });
    await post("the author's own line", lea, "/v1/pull", { ...line.address(), cursors: [{ branch, n: 2 }], limit: 10 });
  },
};
