import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna, ada, abel } = people;

/** What a bank decides, at the word of two administrators; and what the audit proves of a replica. */
export const policy: Story = {
  name: "6998-policy",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("proven", noe);
    const { replica, ...centre } = line.address();
    const wanted = { ...DEFAULT_POLICY, graceDays: 14 };
    const confirmed = { ...centre, base: 0, policy: policyText(wanted) };
    await post("nothing was decided", anna, "/v1/policy", centre);
    await post("not for an advisor", noe, "/v1/policy", centre);
    await post("it is the same", ada, "/v1/policy/propose", { ...centre, base: 0, policy: DEFAULT_POLICY });
    await post("proposed", ada, "/v1/policy/propose", { ...centre, base: 0, policy: wanted });
    await post("the same person again", ada, "/v1/policy/confirm", confirmed);
    await post("withdrawn", abel, "/v1/policy/withdraw", centre);
    await post("nothing waits", abel, "/v1/policy/confirm", confirmed);
    await post("proposed again", ada, "/v1/policy/propose", { ...centre, base: 0, policy: wanted });
    await post("something else", abel, "/v1/policy/confirm", { ...confirmed, policy: policyText(DEFAULT_POLICY) });
    await post("confirmed", abel, "/v1/policy/confirm", confirmed);
    await post("over one that is no more", ada, "/v1/policy/propose", { ...centre, base: 0, policy: DEFAULT_POLICY });
    await post("one more workstation of hers", noe, "/v1/enrol", line.enrolment({ device: "PORTABLE-10" }));
    await post("what the audit proves of it", noe, "/v1/proof", { ...centre, replica, after: 0, within: false });
    await post("not of another's", anna, "/v1/proof", { ...centre, replica, after: 0, within: false });
  },
};
