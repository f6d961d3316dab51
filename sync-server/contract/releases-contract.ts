import { expect, test } from "vitest";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { DEFAULT_POLICY, policyText, readKnownPolicy, type BankPolicy } from "../../shared/policy/bank-policy.ts";
import { bankNumberOf, NO_RELEASE_RULES, type ReleaseRules } from "../../shared/release/bank-rules.ts";
import { isVersion, type Version } from "../../shared/release/version.ts";
import type { ReleaseNote } from "../../shared/sync/workstation-note.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { contractWorld, errorOf, valueOf, type OpenStore } from "../testing/contract-world.ts";
import type { Workstation } from "../testing/workstation.ts";

const v = (text: string): Version => {
  if (!isVersion(text)) throw new Error(text);
  return text;
};
const DAY = 86_400_000;

/** How every centre tells what a bank's workstations make of releases, and keeps what the bank decides of them. [RE1] to [RE5]. */
export function releasesContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function made() {
    let at = Date.parse("2026-11-20T09:00:00Z");
    const directory = approving(false);
    const it = await world({ directory, now: () => instant(at) });
    const bank = id<BankId>(directory.banks[0]?.id ?? "");
    const [one = "", two = ""] = directory.banks[0]?.branches.map((branch) => branch.id) ?? [];
    const ask = { protocol: 1, ...it.address };
    const read = async (by: string, preview?: ReleaseRules) => it.services.releases(await it.caller(by), { ...ask, ...(preview === undefined ? {} : { preview }) });
    const tell = async (of: Workstation, version: string, release?: Partial<ReleaseNote>) => {
      const note = release === undefined ? undefined : { channel: "stable", version: "2.0.0", issuedAt: 5, staging: 50, is: "staged", ...release };
      await store().noteHeard({ bank: of.caller.bank?.id ?? bank, branches: [], persons: [of.caller.user] }, [{ replica: of.replica, person: of.caller.user, at, version, waiting: undefined, oldestAt: undefined, release: note }]);
    };
    const propose = async (by: string, policy: BankPolicy, base: number) => it.services.policy.propose(await it.caller(by), { ...ask, base, policy });
    const confirm = async (by: string, policy: BankPolicy, base: number) => it.services.policy.confirm(await it.caller(by), { ...ask, base, policy: policyText(policy) });
    return { ...it, bank, one, two, ask, read, tell, propose, confirm, pass: (ms: number) => void (at += ms), directory };
  }

  test("[RE5] by channel, version, branch and day: what workstations told, the newest manifest of a channel before the others, and those who wait with their reason", async () => {
    const it = await made();
    const stations = { marie: await it.workstation("marie"), paul: await it.workstation("paul"), lea: await it.workstation("lea"), luc: await it.workstation("luc"), zoe: await it.workstation("zoe") };
    await it.tell(stations.marie, "1.9.0", { version: "1.9.1", is: "ready" });
    await it.tell(stations.paul, "1.9.0");
    await it.tell(stations.zoe, "7.0.0", { version: "7.0.0" });
    it.pass(2 * DAY);
    await it.tell(stations.paul, "1.9.0", { is: "bank-staged" });
    await it.tell(stations.lea, "2.0.0", { is: "current" });
    await it.tell(stations.luc, "2.1.0-rc.1", { channel: "pilot", version: "2.1.0-rc.1", issuedAt: 9, staging: 100, is: "current" });
    await it.workstation("anna");
    const told = valueOf(await it.read("root"));
    expect({ ...told, epoch: undefined }).toEqual({
      epoch: undefined, rules: NO_RELEASE_RULES, workstations: 5, followNone: 1,
      channels: [
        { channel: "stable", version: "2.0.0", issuedAt: 5, staging: 50, of: 3, reached: 3, standings: [{ is: "bank-staged", workstations: 1 }, { is: "current", workstations: 1 }, { is: "not-heard", workstations: 1 }] },
        { channel: "pilot", version: "2.1.0-rc.1", issuedAt: 9, staging: 100, of: 1, reached: 1, standings: [{ is: "current", workstations: 1 }] },
      ],
      versions: [{ version: "2.1.0-rc.1", workstations: 1 }, { version: "2.0.0", workstations: 1 }, { version: "1.9.0", workstations: 2 }, { version: "", workstations: 1 }],
      branches: [
        { id: it.one, name: "A1", workstations: 3, versions: [{ version: "1.9.0", workstations: 2 }, { version: "", workstations: 1 }] },
        { id: it.two, name: "A2", workstations: 2, versions: [{ version: "2.1.0-rc.1", workstations: 1 }, { version: "2.0.0", workstations: 1 }] },
      ],
      days: [{ day: "2026-11-22", version: "2.1.0-rc.1", workstations: 1 }, { day: "2026-11-22", version: "2.0.0", workstations: 1 }, { day: "2026-11-20", version: "1.9.0", workstations: 2 }],
      held: [{ name: "paul", branch: "A1", label: expect.any(String), version: "1.9.0", channel: "stable", offered: "2.0.0", is: "bank-staged", heardAt: Date.parse("2026-11-22T09:00:00Z") }],
      heldMore: 0,
    });
    expect(errorOf(await it.services.releases({ ...(await it.caller("root")), bank: undefined }, it.ask))).toEqual({ code: "G3002" });
    expect(valueOf(await it.read("zoe")).versions).toEqual([{ version: "7.0.0", workstations: 1 }]);
    it.pass(40 * DAY);
    expect(valueOf(await it.read("root")).days).toEqual([]);
  });

  test("[RE5] what a workstation says with a pull is what is told; one of before says nothing and takes nothing back; one that was sent away does not count", async () => {
    const it = await made();
    const marie = await it.workstation("marie");
    await it.tell(marie, "1.9.0", { is: "halted", staging: 0 });
    await it.tell(marie, "1.9.0");
    expect(valueOf(await it.read("root")).channels).toMatchObject([{ channel: "stable", staging: 0, standings: [{ is: "halted", workstations: 1 }] }]);
    valueOf(await it.services.devices.revoke(await it.caller("marie"), { ...it.ask, device: valueOf(await it.services.devices.mine(await it.caller("marie"), it.ask)).devices[0]?.device ?? "" }));
    expect(valueOf(await it.read("root"))).toMatchObject({ workstations: 0, channels: [], held: [] });
  });

  test("[RE2] [RE3] whom the bank's share reaches is counted in workstations, in force and as it would be", async () => {
    const it = await made();
    const stations: Workstation[] = [];
    for (const name of ["marie", "paul", "lea", "luc", "anna"]) stations.push(await it.workstation(name));
    for (const station of stations) await it.tell(station, "1.9.0", { is: "ready" });
    const below = (share: number): number => stations.filter(({ replica, caller }) => bankNumberOf(replica, "2.0.0") < share || caller.branches.some((branch) => branch.id === it.two)).length;
    const rules = { ...NO_RELEASE_RULES, share: 40, firstBranches: [it.two] };
    expect(valueOf(await it.read("root", rules)).channels).toMatchObject([{ of: 5, reached: 5, preview: below(40) }]);
    await decidePolicy(store(), it.directory, { releases: rules });
    it.pass(10_000);
    const told = valueOf(await it.read("sam", { ...NO_RELEASE_RULES, upTo: v("1.9.9") }));
    expect([told.rules, told.channels[0]?.reached, told.channels[0]?.preview]).toEqual([rules, below(40), 0]);
  });

  test("[RE1] what a bank decides on releases takes two administrators, is told to each workstation, and stays when somebody decides on the rest who knows nothing of it", async () => {
    const it = await made();
    const halted: BankPolicy = { ...DEFAULT_POLICY, releases: { ...NO_RELEASE_RULES, halted: true } };
    valueOf(await it.propose("root", halted, 0));
    expect(errorOf(await it.confirm("root", halted, 0))).toEqual({ code: "G9504" });
    expect((await it.services.me(await it.caller("marie"))).policy).toBeUndefined();
    valueOf(await it.confirm("ada", halted, 0));
    expect(readKnownPolicy((await it.services.me(await it.caller("marie"))).policy?.text ?? "").releases?.halted).toBe(true);
    const older: BankPolicy = { ...DEFAULT_POLICY, graceDays: 14 };
    valueOf(await it.propose("ada", older, 1));
    valueOf(await it.confirm("root", { ...older, releases: halted.releases }, 1));
    expect(await store().policyOf(it.bank)).toEqual({ ...older, releases: halted.releases });
    const resumed: BankPolicy = { ...older, releases: NO_RELEASE_RULES };
    valueOf(await it.propose("root", resumed, 2));
    valueOf(await it.confirm("ada", resumed, 2));
    expect(await store().policyOf(it.bank)).toEqual(older);
  });
}
