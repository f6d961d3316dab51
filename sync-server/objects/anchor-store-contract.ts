import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorName } from "../../shared/audit/anchor.ts";
import type { FoundAnchor } from "../../shared/audit/judge-anchors.ts";
import type { AnchorStore } from "./anchor-store.ts";

export type OpenedAnchors = { readonly store: AnchorStore; readonly close: () => Promise<void> };
export async function allOf(store: AnchorStore): Promise<readonly FoundAnchor[]> {
  const found: FoundAnchor[] = [];
  for await (const one of store.list()) found.push(one);
  return found;
}

/** What every store of anchors must do. */
export function anchorStoreContract(open: () => Promise<OpenedAnchors>): void {
  let opened: OpenedAnchors | undefined;
  beforeAll(async () => { opened = await open(); });
  afterAll(async () => await opened?.close());
  const store = (): AnchorStore => {
    if (opened === undefined) throw new Error("the store is not open");
    return opened.store;
  };

  test("an anchor put twice is there once, and no other takes its place", async () => {
    expect(await allOf(store())).toEqual([]);
    const name = anchorName({ epoch: 1, n: 7 });
    expect([await store().put(name, "one\n"), await store().put(name, "one\n"), await store().put(name, "two\n")]).toEqual(["put", "there", "differs"]);
    expect(await allOf(store())).toEqual([{ name, file: "one\n" }]);
  });

  test("of two that put at one moment, one has put it", async () => {
    const name = anchorName({ epoch: 1, n: 8 });
    expect((await Promise.all(["a", "b", "c"].map((text) => store().put(name, text)))).toSorted()).toEqual(["differs", "differs", "put"]);
  });

  test("they are listed by epoch, then by link, as numbers", async () => {
    for (const place of [{ epoch: 2, n: 9 }, { epoch: 1, n: 1_000 }, { epoch: 10, n: 3 }]) await store().put(anchorName(place), "x");
    expect((await allOf(store())).map(({ name }) => name)).toEqual([[1, 7], [1, 8], [1, 1_000], [2, 9], [10, 3]].map(([epoch = 0, n = 0]) => anchorName({ epoch, n })));
  });
}
