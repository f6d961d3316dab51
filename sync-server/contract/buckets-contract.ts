import { expect, test } from "vitest";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { BUCKETS, bucketOf, hashBuckets, listDiffering, type HeldFile } from "../../shared/sync/buckets.ts";
import { sha256 } from "../domain/sha256.ts";
import type { DataScope } from "../store/store.ts";
import { contractWorld, created, edited, errorOf, feedOf, ownBranch, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

/** What every store must tell whoever compares what it holds with the centre. */
export function bucketsContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  const scopeOf = (one: Workstation): DataScope => ({ bank: one.caller.bank?.id ?? id<BankId>(newId()), branches: one.caller.branches.map((branch) => branch.id), persons: [one.caller.user] });
  /** As a workstation that has followed the feed to its end holds it. */
  const heldBy = async (one: Workstation, branch = ownBranch(one)): Promise<readonly HeldFile[]> => {
    const held = new Map<string, HeldFile>();
    for (const entry of await feedOf(one, branch)) {
      if (entry.kind === "left") held.delete(entry.file);
      else held.set(entry.file, { file: entry.file, version: entry.version, hash: sha256(entry.state) });
    }
    return [...held.values()];
  };

  test("[SY60] the hashes of a branch are those of what its feed told, whatever the store", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const files = Array.from({ length: 40 }, newId);
    await marie.send(...files.map((file) => created(file, { city: "Lyon" })), edited(files[0] ?? "", 1, { city: ["Lyon", "Nice"] }));
    const answer = valueOf(await marie.buckets(ownBranch(marie)));
    expect(answer).toMatchObject({ n: 40, have: 41, files: 40 });
    expect(answer.buckets).toEqual(hashBuckets(await heldBy(marie), sha256));
  });

  test("[SY60] a branch without a file has 256 empty buckets", async () => {
    const { workstation } = await world();
    const lea = await workstation("lea");
    expect(valueOf(await lea.buckets(ownBranch(lea)))).toMatchObject({ n: 0, files: 0, buckets: hashBuckets([], sha256) });
  });

  test("[SY60] one version more is seen in one bucket; a file handed over is in its new branch's buckets only", async () => {
    const { workstation } = await world();
    const [marie, anna] = [await workstation("marie"), await workstation("anna")];
    const [one, two] = [newId(), newId()];
    await marie.send(created(one, { city: "Lyon" }), created(two, { city: "Lyon" }));
    const [first, second] = anna.caller.branches.map((branch) => branch.id);
    const ask = async (branch = "") => valueOf(await anna.buckets(branch)).buckets;
    const before = await ask(first);
    await marie.send(edited(one, 1, { city: ["Lyon", "Nice"] }));
    expect(listDiffering(before, await ask(first))).toEqual([bucketOf(one)]);
    const empty = await ask(second);
    expect(await store().moveFile(scopeOf(anna), { file: two, to: second ?? "", replica: anna.replica, epoch: 1 })).toBe(true);
    expect(listDiffering(empty, await ask(second))).toEqual([bucketOf(two)]);
    expect(await ask(first)).toEqual(hashBuckets(await heldBy(anna, first), sha256));
  });

  test("[SY61] hashes and place are of one moment, while others write", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const branch = ownBranch(marie);
    const look = () => store().buckets(scopeOf(paul), { replica: paul.replica, epoch: 1, branch });
    const seen: Awaited<ReturnType<typeof look>>[] = [];
    for (let i = 0; i < 20; i += 1) {
      const [, ...looks] = await Promise.all([marie.send(created(newId(), { city: "Lyon" })), look(), look(), look()]);
      seen.push(...looks);
    }
    // Each file was made once and never changed: at n there are those of the first n entries.
    const entries = await feedOf(marie);
    const at = (n: number) => entries.slice(0, n).flatMap((entry): readonly HeldFile[] => (entry.kind === "file" ? [entry] : []));
    for (const one of seen) expect(one?.hashes, String(one?.n)).toEqual(hashBuckets(at(one?.n ?? 0), sha256));
  });

  test("[SY62] the files of some buckets are listed by id, page after page, and only theirs", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    await marie.send(...Array.from({ length: 60 }, () => created(newId(), { city: "Lyon" })));
    const held = await heldBy(marie);
    const wanted = [...new Set(held.map(({ file }) => bucketOf(file)))].slice(0, 20);
    const expected = held.filter(({ file }) => wanted.includes(bucketOf(file))).toSorted((a, b) => (a.file < b.file ? -1 : 1));
    const seen: HeldFile[] = [];
    for (let after: string | undefined, isLast = false; !isLast; ) {
      const page = valueOf(await marie.bucketList(ownBranch(marie), wanted, 7, after));
      expect(page.n).toBe(60);
      seen.push(...page.files);
      after = page.next;
      isLast = after === undefined;
    }
    expect(seen).toEqual(expected);
    expect(valueOf(await marie.bucketList(ownBranch(marie), Array.from({ length: BUCKETS }, (_, n) => n).filter((n) => !held.some(({ file }) => bucketOf(file) === n)))).files).toEqual([]);
  });

  test("[SY62] files are told by their ids as they are now; one of another branch is left out", async () => {
    const { workstation } = await world();
    const [marie, lea] = [await workstation("marie"), await workstation("lea")];
    const [own, other] = [newId(), newId()];
    await marie.send(created(own, { city: "Lyon" }), edited(own, 1, { city: ["Lyon", "Nice"] }));
    await lea.send(created(other, { city: "Lyon" }));
    const { files, n } = valueOf(await marie.bucketFiles(ownBranch(marie), [own, other, newId()]));
    expect(files).toMatchObject([{ kind: "file", file: own, version: 2, n }]);
    expect(files[0]?.hash).toBe(sha256(files[0]?.state ?? ""));
  });

  test("[ST2] a person of another branch or bank is told nothing of it, nor is another's replica", async () => {
    const { workstation, services } = await world();
    const [marie, paul, lea, zoe] = [await workstation("marie"), await workstation("paul"), await workstation("lea"), await workstation("zoe")];
    const file = newId();
    await marie.send(created(file, { city: "Lyon" }));
    const branch = ownBranch(marie);
    for (const other of [lea, zoe]) {
      expect(errorOf(await other.buckets(branch)).code).toBe("G3002");
      expect(errorOf(await other.bucketList(branch, [bucketOf(file)])).code).toBe("G3002");
      expect(errorOf(await other.bucketFiles(branch, [file])).code).toBe("G3002");
      // Below the services too: the rows do not exist for them.
      const ask = { replica: other.replica, epoch: 1, branch };
      expect(await store().buckets(scopeOf(other), ask)).toMatchObject({ n: 0, files: 0, hashes: hashBuckets([], sha256) });
      expect(await store().bucketList(scopeOf(other), { ...ask, buckets: [bucketOf(file)], after: undefined, limit: 10 })).toEqual({ n: 0, files: [] });
      expect(await store().bucketFiles(scopeOf(other), { ...ask, files: [file] })).toEqual({ n: 0, files: [] });
    }
    const ask = { protocol: 1, ...marie.address, replica: paul.replica, branch };
    expect(errorOf(await services.buckets.hashes(marie.caller, ask)).code).toBe("G3003");
    expect(errorOf(await services.buckets.files(marie.caller, { ...ask, files: [file] })).code).toBe("G3003");
    expect(errorOf(await services.buckets.hashes(marie.caller, { ...ask, epoch: newId() })).code).toBe("G4011");
  });

  test("[SY64] what was found different is kept, with how many and when; of another's branch nothing is", async () => {
    const { workstation, services } = await world();
    const [marie, lea] = [await workstation("marie"), await workstation("lea")];
    const alarm = { protocol: 1, ...marie.address, replica: marie.replica, kind: "mismatch" as const, have: 3, known: 12 };
    for (const have of [3, 5]) valueOf(await services.alarm(marie.caller, { ...alarm, have, branch: ownBranch(marie) }));
    expect(errorOf(await services.alarm(marie.caller, { ...alarm, branch: ownBranch(lea) })).code).toBe("G3002");
    expect(errorOf(await services.alarm(marie.caller, alarm)).code).toBe("G3002");
    expect((await store().recovery()).mismatches.filter(({ replica }) => replica === marie.replica)).toMatchObject([{ branch: ownBranch(marie), files: 5, n: 12, times: 2 }]);
  });

  test("[SY65] a replica asks for the hashes of a branch so many times, then is told to wait", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    for (let i = 0; i < 12; i += 1) valueOf(await marie.buckets(ownBranch(marie)));
    expect(errorOf(await marie.buckets(ownBranch(marie))).code).toBe("G4004");
    expect(valueOf(await paul.buckets(ownBranch(paul))).files).toBe(0);
  });
}
