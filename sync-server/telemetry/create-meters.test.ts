import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createMeters } from "./create-meters.ts";

/** Samples of that name, by what stands behind it, without buckets. */
async function told(meters: ReturnType<typeof createMeters>, name: string): Promise<Readonly<Record<string, number>>> {
  const registry = new Registry();
  for (const metric of meters.metrics) registry.registerMetric(metric);
  return Object.fromEntries([...(await registry.metrics()).matchAll(new RegExp(`^${name}(\\S*) (\\S+)$`, "gm"))].filter(([, rest = ""]) => !rest.startsWith("_bucket")).map(([, rest = "", value]) => [rest, Number(value)]));
}

test("what has not happened yet is told as nothing, so that its first time is growth", async () => {
  const meters = createMeters();
  expect(await told(meters, "guichet_transactions_total")).toEqual({ '{role="write",result="done"}': 0, '{role="write",result="lost"}': 0 });
  expect(await told(meters, "guichet_push_retries_total")).toEqual({ '{reason="deadlock"}': 0, '{reason="serialization"}': 0, '{reason="taken"}': 0 });
  expect([await told(meters, "guichet_objects_total"), await told(meters, "guichet_identity_keys_total"), await told(meters, "guichet_pool_connections")]).toEqual([{ '{result="done"}': 0, '{result="away"}': 0 }, { '{result="answered"}': 0, '{result="silent"}': 0 }, {}]);
});

test("transactions by role and end, retries by why, the pool as it is", async () => {
  const meters = createMeters();
  meters.store.ended("write", "lost", 0.2);
  meters.store.ended("read", "done", 0.1);
  for (const state of ["40P01", "40001", "23505", "99999"]) meters.store.retried(state);
  meters.store.watchPool(() => ({ busy: 3, idle: 2, waiting: 7, most: 5 }));
  expect(await told(meters, "guichet_transactions_total")).toMatchObject({ '{role="write",result="lost"}': 1, '{role="read",result="done"}': 1 });
  expect(await told(meters, "guichet_transaction_seconds")).toMatchObject({ '_sum{role="write"}': 0.2, '_count{role="read"}': 1 });
  expect(await told(meters, "guichet_push_retries_total")).toEqual({ '{reason="deadlock"}': 1, '{reason="serialization"}': 1, '{reason="taken"}': 1, '{reason="other"}': 1 });
  expect(await told(meters, "guichet_pool_connections")).toEqual({ '{state="busy"}': 3, '{state="idle"}': 2, '{state="waiting"}': 7, '{state="most"}': 5 });
});

test("a push that waits for the ledger is told while it waits, and is a duration once it has it", async () => {
  const meters = createMeters();
  const over = meters.store.ledgerAsked();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await told(meters, "guichet_ledger_oldest_wait_seconds"))[""]).toBeGreaterThan(0.01);
  expect((await told(meters, "guichet_ledger_wait_seconds"))["_count"]).toBe(0);
  over();
  expect((await told(meters, "guichet_ledger_oldest_wait_seconds"))[""]).toBe(0);
  expect((await told(meters, "guichet_ledger_wait_seconds"))["_count"]).toBe(1);
});
