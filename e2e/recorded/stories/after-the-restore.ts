import { z } from "zod";
import { firstVerdictSchema, pushAnswerSchema, type FirstVerdict } from "../../../shared/sync/protocol.ts";
import { sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";
import { beforeTheRestore, lostLine } from "./before-the-restore.ts";

const { marie, noe, ada, abel } = people;

/** A centre that was put back to a backup older than {@link beforeTheRestore}: what its workstations give back to it, to the end of its recovery. */
export const afterTheRestore: Story = {
  name: "70-after-the-restore",
  life: "restored",
  tell: async ({ get, post }, earlier) => {
    const verdicts = toldBefore(earlier(beforeTheRestore.name).exchanges.find(({ request }) => request.path === "/v1/push")?.answer.body ?? "");
    const [line, other] = [lostLine("restored"), createRecordedLine("meanwhile", marie, "restored")];
    await get("who is there: recovering", undefined, "/v1/hello");
    for (const one of [line, other]) await post(`${one.who.login} enrols anew`, one.who, "/v1/enrol", one.enrolment());
    other.seal({ kind: "created", file: "meanwhile", body: { fields: { legalName: "Entre-temps" } } });
    await post("new work has to wait", marie, "/v1/push", other.push(1));
    const offer = { ...line.push(1), changes: line.verdicts(1, verdicts) };
    await post("what was lost is offered again, the registration with its receipt", noe, "/v1/reoffer", offer);
    await post("again: harmless", noe, "/v1/reoffer", offer);
    await post("a file that is nowhere any more", marie, "/v1/missing", { ...other.address(), files: [{ file: idOf("file of yesterday"), branch: marie.branches[0]?.id, version: 3, number: "1-ABCD-EFGH-K" }] });
    await post("an alarm", marie, "/v1/alarm", { ...other.address(), kind: "fork", have: 9, known: 1 });
    const end = { protocol: 1, centre: line.address().centre, epoch: line.address().epoch };
    await post("not for an advisor", marie, "/v1/recovery/end", end);
    await post("one administrator confirms", ada, "/v1/recovery/end", end);
    await post("not twice the same", ada, "/v1/recovery/end", end);
    await post("another ends it", abel, "/v1/recovery/end", end);
    await post("new work goes on", marie, "/v1/push", other.push(1));
    const branch = noe.branches[0]?.id ?? "";
    await post("the file is there again", noe, "/v1/snapshot", { ...line.address(), branch, limit: 10 });
    await post("and what the centre has of the line", noe, "/v1/pull", { ...line.address(), cursors: [{ branch, n: 0 }], limit: 10 });
    const number = verdicts.map((one) => (one.kind === "accepted" ? one.number : undefined)).find((one) => one !== undefined);
    await post("a stranger verifies its number", undefined, "/v1/verify", { number, siren: sirenFrom(60), amount: 10_000_000 });
    await post("with another amount", undefined, "/v1/verify", { number, siren: sirenFrom(60), amount: 10_000_001 });
  },
};

const toldBefore = (body: string): readonly FirstVerdict[] => z.array(firstVerdictSchema).parse(pushAnswerSchema.parse(JSON.parse(body)).verdicts);
