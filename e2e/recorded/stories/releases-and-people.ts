import { NO_RELEASE_RULES } from "../../../shared/release/bank-rules.ts";
import { peopleAnswerSchema } from "../../../shared/sync/people-messages.ts";
import { createRecordedLine } from "../recorded-line.ts";
import { idOf } from "../recorded-keys.ts";
import { people } from "../recorded-people.ts";
import type { Story } from "../story.ts";

const { noe, ada, abel } = people;

/** How a bank stands with releases, and what its administrators ask for people; in the end there is one more branch, and nobody is another. */
export const releasesAndPeople: Story = {
  name: "69995-releases-and-people",
  life: "founded",
  tell: async ({ post }) => {
    const { replica: _replica, ...centre } = createRecordedLine("held", noe).address();
    await post("how the bank stands with releases", ada, "/v1/releases", centre);
    await post("whom other rules would reach", abel, "/v1/releases", { ...centre, preview: { ...NO_RELEASE_RULES, halted: true } });
    await post("not for an advisor", noe, "/v1/releases", centre);
    await post("people not for an advisor either", noe, "/v1/people", centre);
    const known = peopleAnswerSchema.parse(await post("the people of the bank", ada, "/v1/people", centre));
    const found = known.people.find(({ role }) => role === "advisor");
    const herself = known.people.find(({ mine }) => mine);
    if (found === undefined || herself === undefined) throw new Error("an advisor and herself");
    const was = { role: found.role, branches: found.branches, active: found.active };
    const wanted = { ...centre, person: found.user, was, to: { ...was, role: "manager" } };
    await post("nobody of that id", ada, "/v1/people/decide", { ...wanted, person: idOf("nobody") });
    await post("not for herself", ada, "/v1/people/decide", { ...wanted, person: herself.user });
    await post("she is another since", ada, "/v1/people/decide", { ...wanted, was: { ...was, role: "support", branches: [] } });
    await post("nothing changes", ada, "/v1/people/decide", { ...wanted, to: was });
    await post("a role is asked for", ada, "/v1/people/decide", wanted);
    await post("the same person again", ada, "/v1/people/decide", wanted);
    await post("something else", abel, "/v1/people/decide", { ...wanted, to: { ...was, role: "administrator" } });
    await post("withdrawn", abel, "/v1/people/withdraw", { ...centre, person: found.user });
    await post("nothing waits", abel, "/v1/people/withdraw", { ...centre, person: found.user });
    await post("another branch", ada, "/v1/people/branch", { ...centre, name: "Agence neuve", region: "Bretagne" });
    await post("there is a branch of that name", ada, "/v1/people/branch", { ...centre, name: known.branches[0]?.name ?? "" });
  },
};
