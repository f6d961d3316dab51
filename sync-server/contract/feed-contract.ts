import { expect, test } from "vitest";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { News } from "../../shared/sync/protocol.ts";
import { sha256 } from "../domain/sha256.ts";
import { contractWorld, created, edited, errorOf, feedOf, ownBranch, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { newId } from "../testing/workstation.ts";

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What every centre must do with files, feeds and news: merge through the whole centre, [SY40] to [SY46], and the walls between branches and banks. */
export function feedContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  test("[SY13] [SY15] a field edited in two places is a conflict for the branch to see, settled by compare-and-set", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const file = newId();
    await marie.send(created(file, { city: "Lyon" }));
    await paul.send(edited(file, 1, { city: ["Lyon", "Paris"] }));
    expect(await marie.send(edited(file, 1, { city: ["Lyon", "Nice"], legalName: [null, "Alpha"] }))).toMatchObject([{ kind: "accepted", version: 3, conflicts: ["city"] }]);
    expect(await stateOf(paul, file)).toMatchObject({ fields: { city: "Paris", legalName: "Alpha" }, conflicts: [{ field: "city", base: "Lyon", theirs: "Paris", mine: "Nice", theirsBy: paul.caller.user, mineBy: marie.caller.user }] });
    const cause = newId();
    expect(await paul.send(submitted(file, 3, { change: cause }))).toMatchObject([{ kind: "refused", code: "G2007" }]);
    expect(await paul.send({ kind: "settled", file, base: 4, mends: cause, body: { settlements: { city: { expected: "Paris", value: "Nice" } } } })).toMatchObject([{ kind: "accepted" }]);
    expect(await stateOf(marie, file)).toMatchObject({ fields: { city: "Nice" }, conflicts: [] });
  });

  test("[SY9] state and hash are exact, and every workstation that follows the feed ends with the centre's state", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const file = newId();
    await marie.send(created(file, { legalName: "Éric & Ça «1» \\ \" 🏦" }), edited(file, 1, { city: [null, "L’Haÿ"] }));
    const [entry] = await feedOf(paul);
    if (entry?.kind !== "file") throw new Error("no file in the feed");
    expect(entry.hash).toBe(sha256(entry.state));
    expect(JSON.parse(entry.state)).toMatchObject({ version: 2, fields: { legalName: "Éric & Ça «1» \\ \" 🏦", city: "L’Haÿ" } });
    expect(await feedOf(marie)).toEqual([entry]);
  });

  test("[SY41] [SY42] one place a file and push; a file that comes again is sent at its last place only; pages go as far as they say", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const files = [newId(), newId(), newId()];
    const [a = "", b = "", c = ""] = files;
    await marie.send(created(a, {}), edited(a, 1, { city: [null, "X"] }), created(b, {}), created(c, {}));
    await marie.send(edited(a, 2, { city: ["X", "Y"] }));
    const branch = ownBranch(marie);
    const page = async (n: number, limit: number) => valueOf(await marie.pull([{ branch, n }], limit)).feeds[0];
    expect(await page(0, 2)).toMatchObject({ n: 2, more: true, entries: [{ n: 2, file: b }] });
    expect(await page(2, 2)).toMatchObject({ n: 4, more: false, entries: [{ n: 3, file: c }, { n: 4, file: a, version: 3 }] });
    expect(await page(4, 2)).toMatchObject({ branch, n: 4, more: false, entries: [] });
    expect(await page(400, 2)).toMatchObject({ n: 4, more: false, entries: [] });
  });

  test("[SY43] a snapshot is all files by id; what is pushed between its pages comes by the feed from where it began", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    // Ids of one millisecond come in any order: the places before, in and after the first page are given, not hoped for.
    const [before = "", ...rest] = Array.from({ length: 7 }, newId).toSorted();
    const [files, after = ""] = [rest.slice(0, 5), rest[5]];
    await marie.send(...files.map((file) => created(file, {})));
    const branch = ownBranch(paul);
    const first = valueOf(await paul.snapshot(branch, 2));
    await marie.send(created(after, {}), edited(files[0] ?? "", 1, { city: [null, "Z"] }), created(before, {}));
    const seen = [...first.files];
    for (let next = first.next; next !== undefined; ) {
      const page = valueOf(await paul.snapshot(branch, 2, { after: next, n: first.n }));
      expect(page.n).toBe(first.n);
      seen.push(...page.files);
      next = page.next;
    }
    expect(seen.map((one) => one.file)).toEqual([...files, after]);
    expect((await feedOf(paul, branch, first.n)).map((entry) => entry.file)).toEqual([after, files[0], before]);
  });

  test("[SY44] a file that leaves a branch leaves an entry there and enters the other's feed; who is not of both branches moves nothing", async () => {
    const { workstation } = await world();
    const [marie, anna, lea] = [await workstation("marie"), await workstation("anna"), await workstation("lea")];
    const file = newId();
    await marie.send(created(file, { city: "Lyon" }));
    const scope = (one: typeof anna) => ({ bank: one.caller.bank?.id ?? id<BankId>(newId()), branches: one.caller.branches.map((branch) => branch.id), persons: [one.caller.user] });
    const move = (one: typeof anna, to: string) => store().moveFile(scope(one), { file, to, replica: one.replica, epoch: 1 });
    await expect(move(marie, ownBranch(lea))).rejects.toThrow(/row-level security/);
    expect(await move(lea, ownBranch(lea))).toBe(false);
    expect(await move(anna, ownBranch(lea))).toBe(true);
    expect(await move(anna, ownBranch(lea))).toBe(false);
    expect(await feedOf(marie)).toEqual([{ kind: "left", n: 2, file }]);
    expect(await feedOf(lea)).toMatchObject([{ kind: "file", n: 1, file, version: 1 }]);
    expect(valueOf(await marie.snapshot(ownBranch(marie))).files).toEqual([]);
    expect(await marie.send(edited(file, 1, { city: ["Lyon", "Nice"] }))).toMatchObject([{ kind: "refused", code: "G2008" }]);
    expect(await lea.send(edited(file, 1, { city: ["Lyon", "Nice"] }))).toMatchObject([{ kind: "accepted", version: 2 }]);
  });

  test("[SY45] news comes once a commit and branch, only to those who may see it", async () => {
    const { workstation, services, caller } = await world();
    const marie = await workstation("marie");
    const heard: Record<string, News[]> = { marie: [], anna: [], lea: [], zoe: [], boss: [] };
    const stops = await Promise.all(Object.entries(heard).map(async ([who, list]) => services.watch(await caller(who), (news) => list.push(news))));
    await marie.send(created(newId(), {}), created(newId(), {}));
    await marie.send(created(newId(), {}));
    await until(() => heard["anna"]?.length === 2);
    const expected = [{ branch: ownBranch(marie), n: 2 }, { branch: ownBranch(marie), n: 3 }];
    expect(heard).toEqual({ marie: expected, anna: expected, lea: [], zoe: [], boss: [] });
    for (const stop of stops) stop();
    await marie.send(created(newId(), {}));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard["marie"]).toHaveLength(2);
  });

  test("[SY46] pull says what the centre has of the replica's own line", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    await marie.send(created(newId(), {}), created(newId(), { amount: -1 }));
    expect(valueOf(await marie.pull([{ branch: ownBranch(marie), n: 0 }])).have).toBe(2);
  });

  test("[SY47] a place that the feed does not reach, or where it has something else, is said not to be there; one that it has is", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const branch = ownBranch(paul);
    const pull = async (n: number, at?: string, limit?: number) => valueOf(await paul.pull([{ branch, n, ...(at === undefined ? {} : { at }) }], limit)).feeds[0];
    await marie.send(created(newId()));
    await marie.send(created(newId()));
    const [one, two] = (await feedOf(paul)).map((entry) => (entry.kind === "file" ? entry.change : ""));
    expect(await pull(0, undefined, 1)).toMatchObject({ n: 1, at: one, more: true });
    expect(await pull(1, one)).toMatchObject({ n: 2, at: two, entries: [{ n: 2, change: two }], more: false });
    expect(await pull(2, two)).toMatchObject({ n: 2, at: two, entries: [], more: false });
    expect(await pull(3), "followed further than there is").toEqual({ branch, n: 2, entries: [], more: false });
    expect(await pull(1, two), "something else stands there").toEqual({ branch, n: 0, entries: [], more: false });
    expect(await pull(2, one), "at the end too").toEqual({ branch, n: 1, entries: [], more: false });
  });

  test("[ST2] another branch's or bank's files are not seen, not written and not named", async () => {
    const { workstation } = await world();
    const [marie, lea, zoe, anna] = [await workstation("marie"), await workstation("lea"), await workstation("zoe"), await workstation("anna")];
    const file = newId();
    await marie.send(created(file, { city: "Lyon" }));
    for (const other of [lea, zoe]) {
      expect(errorOf(await other.pull([{ branch: ownBranch(marie), n: 0 }])).code).toBe("G3002");
      expect(errorOf(await other.snapshot(ownBranch(marie))).code).toBe("G3002");
      expect(await feedOf(other)).toEqual([]);
      expect(await other.send(edited(file, 1, { city: ["Lyon", "Nice"] }))).toMatchObject([{ kind: "refused", code: "G2008" }]);
    }
    expect(await lea.send(created(file, {}, { mends: await lastRefusal(lea) }))).toMatchObject([{ kind: "refused", code: "G2015" }]);
    expect(await zoe.send(created(file, {}, { mends: await lastRefusal(zoe) }))).toMatchObject([{ kind: "accepted" }]);
    expect((await feedOf(anna)).map((entry) => entry.file)).toEqual([file]);
    expect(await anna.send(edited(file, 1, { city: ["Lyon", "Nice"] }))).toMatchObject([{ kind: "accepted", version: 2 }]);
    expect((await stateOf(marie, file))?.fields).toEqual({ city: "Nice" });
  });

  test("[ST2] pull and snapshot need a replica of the caller's own", async () => {
    const { workstation, services } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const ask = { protocol: 1, ...marie.address, replica: paul.replica };
    expect(errorOf(await services.pull(marie.caller, { ...ask, cursors: [{ branch: ownBranch(marie), n: 0 }], limit: 5 })).code).toBe("G3003");
    expect(errorOf(await services.snapshot(marie.caller, { ...ask, branch: ownBranch(marie), limit: 5 })).code).toBe("G3003");
    expect(errorOf(await services.pull(marie.caller, { ...ask, protocol: 0, cursors: [], limit: 5 })).code).toBe("G4010");
  });

  test("[ST8] a demonstration's business date is set, announced, and decided on", async () => {
    const { workstation, services, caller } = await world();
    const marie = await workstation("marie");
    const heard: News[] = [];
    services.watch(marie.caller, (news) => heard.push(news));
    expect(valueOf(await services.setBusinessDate(await caller("anna"), legalDate("2020-06-01")))).toEqual({ businessDate: "2020-06-01" });
    expect((await services.centre()).businessDate).toBe("2020-06-01");
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ businessDate: "2020-06-01" }]);
    await services.setBusinessDate(await caller("anna"), legalDate("2020-04-15"));
  });

  test("[ST8] the centre is ready, and stays the same centre when it is opened again", async () => {
    const one = await world();
    const two = await world();
    expect(await one.services.ready()).toBe(true);
    expect(two.address).toEqual(one.address);
    expect((await store().countFiles()).every((row) => row.files > 0)).toBe(true);
  });
}

async function lastRefusal(workstation: Awaited<ReturnType<Awaited<ReturnType<ReturnType<typeof contractWorld>["world"]>>["workstation"]>>): Promise<string> {
  const changes = workstation.requestFrom(1).changes;
  const head: unknown = JSON.parse(changes.at(-1)?.head ?? "{}");
  return typeof head === "object" && head !== null && "change" in head && typeof head.change === "string" ? head.change : "";
}
