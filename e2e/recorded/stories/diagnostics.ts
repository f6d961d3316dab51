import { handleOf } from "../../../sync-server/domain/devices/see-device.ts";
import { idOf } from "../recorded-keys.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna, ada } = people;
const diagnostic = {
  form: 1, madeAt: 1_586_900_000_000, version: "0.1.0", host: "electron", platform: "win32", arch: "x64", system: "10.0.22631", runtime: "24.1.0", uptimeMinutes: 12, memoryMib: 16_000, memoryFreeMib: 4_000, diskFreeMib: 90_000, databaseMib: 8, clockOffMs: -1_200, rules: "pge-france@1.0.0", epoch: 1,
  sync: { kind: "idle", waiting: 0, contactAt: 1_586_900_000_000, newsHeldBack: false, folder: "none" }, counts: { files: 4, toSettle: 0, branches: 1, documentsUnsent: 0, changes: 9 }, errors: [{ code: "G5004", times: 2, lastAt: 1_586_900_000_000 }],
};

/** A workstation that tells its clock and its disk, a fleet told by pages, and a diagnostic: asked for, given, read, asked for again and declined. */
export const diagnostics: Story = {
  name: "6999a-diagnostics",
  life: "founded",
  tell: async ({ post }) => {
    const line = createRecordedLine("diagnosed", noe);
    await post("noe enrols", noe, "/v1/enrol", line.enrolment({ device: "PORTABLE-12" }));
    const own = line.address();
    const { replica, ...centre } = own;
    const named = { ...centre, device: handleOf(replica) };
    await post("a page of one", anna, "/v1/devices", { ...centre, limit: 1 });
    await post("the page after it", anna, "/v1/devices", { ...centre, limit: 1, after: "0".repeat(32) });
    await post("nothing is asked", noe, "/v1/diagnostics/mine", own);
    await post("none to be read", anna, "/v1/diagnostics/read", named);
    await post("not for an advisor", noe, "/v1/diagnostics/ask", { ...named, reason: "Lenteurs" });
    const asked = (await post("asked for", anna, "/v1/diagnostics/ask", { ...named, reason: "Lenteurs depuis lundi" })) as { readonly id?: string };
    await post("asked for already", ada, "/v1/diagnostics/ask", { ...named, reason: "Lenteurs" });
    await post("a pull that says so", noe, "/v1/pull", { ...own, cursors: [{ branch: noe.branches[0]?.id, n: 0 }], limit: 1, newOnly: true, workstation: { version: "0.1.0", waiting: 0, clockOffMs: -1_200, diskFreeMib: 90_000 } });
    await post("what is asked", noe, "/v1/diagnostics/mine", own);
    await post("given", noe, "/v1/diagnostics/answer", { ...own, id: asked.id ?? idOf("no demand"), diagnostic });
    await post("given already", noe, "/v1/diagnostics/answer", { ...own, id: asked.id ?? idOf("no demand"), diagnostic });
    await post("read", anna, "/v1/diagnostics/read", named);
    const again = (await post("asked for again", ada, "/v1/diagnostics/ask", { ...named, reason: "Toujours lent" })) as { readonly id?: string };
    await post("declined", noe, "/v1/diagnostics/answer", { ...own, id: again.id ?? idOf("no demand") });
    await post("told so", ada, "/v1/diagnostics/read", named);
  },
};
