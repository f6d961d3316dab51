import { afterAll, describe, expect, test } from "vitest";
import { anchorName, readAnchor, type Anchor } from "../../shared/audit/anchor.ts";
import { ANCHOR_EVERY_MS } from "../domain/audit/create-anchorer.ts";
import { sha256 } from "../domain/sha256.ts";
import { allOf } from "../objects/anchor-store-contract.ts";
import { ObjectsAway } from "../objects/object-store.ts";
import { contractWorld, created, type OpenStore } from "../testing/contract-world.ts";
import { smallAnchors } from "../testing/small-anchors.ts";
import { newId } from "../testing/workstation.ts";

/** How the end of the audit's chain is anchored, on every real store. */
export function anchorsContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  const small = smallAnchors(store);
  afterAll(small.close);
  const linked = async (): Promise<void> => { while ((await store().linkAudit(500, Date.now())) > 0); };
  const all = async (): Promise<readonly Anchor[]> => (await allOf(small.anchors)).flatMap(({ file }) => readAnchor(file)?.anchor ?? []);
  const work = async (): Promise<void> => {
    await (await (await world()).workstation("marie")).send(created(newId(), {}));
    await linked();
  };

  describe("one after the other", () => {
    test("the end of the chain is anchored once, signed; nothing new is anchored again, and work soon after waits its half minute", async () => {
      await work();
      let at = 1_000_000_000_000;
      const anchorer = await small.anchorer({ now: () => at });
      await anchorer.run();
      const tip = await store().auditTip();
      const [first, ...none] = await all();
      expect([first, none]).toEqual([{ v: 1, centre: (await store().centre())?.centre, epoch: { n: 1, id: expect.any(String) }, n: tip.n, hash: tip.hash, at, before: null }, []]);
      expect(anchorer.age()).toEqual({ lastPutAt: at, openSince: undefined });
      await anchorer.run();
      await work();
      await anchorer.run();
      expect([(await all()).length, anchorer.age().openSince]).toEqual([1, expect.any(Number)]);
      at += ANCHOR_EVERY_MS;
      await anchorer.run();
      const [, second] = await all();
      const text = readAnchor((await allOf(small.anchors))[0]?.file ?? "")?.text ?? "";
      expect(second).toMatchObject({ n: (await store().auditTip()).n, before: { epoch: 1, n: first?.n, hash: sha256(text) } });
      expect((await small.verified()).anchors).toMatchObject({ read: 2, beforeRestore: { anchors: 0 }, last: { n: second?.n } });
    });

    test("several servers at one moment make one chain: none follows an anchor that another follows", async () => {
      for (let round = 0; round < 4; round += 1) {
        await work();
        const servers = await Promise.all([1, 2, 3].map(() => small.anchorer()));
        await Promise.all(servers.map((server) => server.run(true)));
      }
      const befores = (await all()).map(({ before }) => before?.hash);
      expect([new Set(befores).size, befores.length]).toEqual([befores.length, 6]);
      expect((await small.verified()).faults).toEqual([]);
    });
  });

  test("an object store that is away disturbs nothing, is told once, and has what waited and what came since when it is back", async () => {
    const had = (await all()).length;
    let [isAway, at] = [true, 1_100_000_000_000];
    const errors: unknown[] = [];
    const put: typeof small.anchors.put = async (...given) => { if (isAway) throw new ObjectsAway("away"); return await small.anchors.put(...given); };
    const anchorer = await small.anchorer({ now: () => at, anchors: { ...small.anchors, put }, onError: (error) => errors.push(error) });
    for (let round = 0; round < 3; round += 1) {
      await work();
      await anchorer.run();
      at += ANCHOR_EVERY_MS;
    }
    expect([errors.length, (await all()).length, anchorer.age().openSince]).toEqual([1, had, expect.any(Number)]);
    isAway = false;
    await anchorer.run();
    at += ANCHOR_EVERY_MS;
    await anchorer.run();
    expect([errors.length, (await all()).length, anchorer.age().openSince, (await all()).at(-1)?.n]).toEqual([1, had + 2, undefined, (await store().auditTip()).n]);
    expect((await small.verified()).faults).toEqual([]);
  });

  test("a process that died between keeping an anchor and putting it: the next one puts that very anchor", async () => {
    await work();
    const died = await small.anchorer({ anchors: { ...small.anchors, put: async () => { throw new ObjectsAway("died"); } }, onError: () => {} });
    await died.run(true);
    const { last } = await store().anchorStanding();
    expect(last?.putAt).toBe(null);
    await (await small.anchorer()).run(true);
    expect((await allOf(small.anchors)).find(({ name }) => name === anchorName({ epoch: last?.epoch ?? 0, n: last?.n ?? 0 }))?.file).toContain(JSON.stringify(last?.text ?? "x"));
  });

  test("where another anchor lies already, it is told and stays as it is", async () => {
    await work();
    const { epoch, tip } = await store().anchorStanding();
    const name = anchorName({ epoch: epoch.n, n: tip?.n ?? 0 });
    await small.anchors.put(name, "somebody else's");
    const errors: unknown[] = [];
    await (await small.anchorer({ onError: (error) => errors.push(String(error)) })).run(true);
    expect(errors).toEqual([expect.stringContaining(name)]);
    expect((await small.verified()).faults).toEqual([{ part: "anchor", why: "unreadable", at: { anchor: name } }]);
  });
}
