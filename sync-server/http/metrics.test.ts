import { expect, test } from "vitest";
import { ok } from "../../shared/kernel/result.ts";
import type { PushAnswer } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { aPush } from "./testing/messages.ts";
import { fakeServices } from "./testing/fake-services.ts";
import { asAdvisor, testServer } from "./testing/test-server.ts";

test("answers and verdicts are counted by route pattern", async () => {
  const { app } = await testServer();
  await app.inject({ method: "POST", url: "/v1/push?x=732829320", headers: asAdvisor, payload: aPush() });
  const { body } = await app.inject("/metrics");
  expect(body).toContain('guichet_requests_total{method="POST",route="/v1/push",status="200"} 1');
  expect(body).toContain('guichet_verdicts_total{kind="accepted"} 1');
  expect(body).not.toContain("732829320");
});

test("how old the audit's last anchor is, and how long a link has waited for one, are told; without a place for anchors, that", async () => {
  const told = async (anchorAge: Services["anchorAge"]) => [...(await (await testServer({}, fakeServices({ anchorAge }))).app.inject("/metrics")).body.matchAll(/^guichet_audit_(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]);
  expect(await told(() => undefined)).toEqual([["anchor_age_seconds", -1], ["unanchored_seconds", -1]]);
  expect(await told(() => ({ lastPutAt: Date.now() - 3_600_000, openSince: undefined }))).toEqual([["anchor_age_seconds", 3_600], ["unanchored_seconds", 0]]);
  expect(await told(() => ({ lastPutAt: undefined, openSince: Date.now() - 90_000 }))).toEqual([["anchor_age_seconds", -1], ["unanchored_seconds", 90]]);
});

test("what each check of the night found, and when it ran, is told by its name alone", async () => {
  const nightResults: Services["nightResults"] = () => [{ task: "ledger-of-files", ranAt: Date.now() - 60_000, found: 2 }, { task: "push-ends", ranAt: Date.now(), found: -1 }];
  const { body } = await (await testServer({}, fakeServices({ nightResults }))).app.inject("/metrics");
  expect([...body.matchAll(/^guichet_(?:consistency|night)_\S+ .*$/gm)].map(([line]) => line)).toEqual([
    'guichet_consistency_rows{task="ledger-of-files"} 2', 'guichet_consistency_rows{task="push-ends"} -1', 'guichet_night_age_seconds{task="ledger-of-files"} 60', 'guichet_night_age_seconds{task="push-ends"} 0']);
});

test("letters are counted, without saying whose; a server that sends none says that", async () => {
  const told = async (mailCounts: Services["mailCounts"]) => [...(await (await testServer({}, fakeServices({ mailCounts }))).app.inject("/metrics")).body.matchAll(/^guichet_mail_(\w+) (\S+)$/gm)].map(([, name, value]) => `${name} ${value}`);
  expect(await told(() => ({ waiting: 2, dead: 1, since: Date.now() - 60_000, sent: 5, failed: 3 }))).toEqual(["waiting 2", "oldest_seconds 60", "dead 1", "sent 5", "failed 3"]);
  expect(await told(() => undefined)).toEqual(["waiting -1", "oldest_seconds -1", "dead -1", "sent -1", "failed -1"]);
});

test("outside a demonstration there is no /metrics without a token in the configuration, and then only with it", async () => {
  const closed = await testServer({ accounts: undefined });
  expect((await closed.app.inject("/metrics")).statusCode).toBe(404);
  const guarded = await testServer({ accounts: undefined, metricsToken: "0123456789abcdef" });
  const ask = async (authorization: string) => (await guarded.app.inject({ url: "/metrics", headers: { authorization } })).statusCode;
  expect([await ask(""), await ask("Bearer wrong"), await ask("Bearer 0123456789abcdef")]).toEqual([401, 401, 200]);
});

test("that one operator began the epoch alone is a figure to watch", async () => {
  const told = async (because: string | undefined) => /^guichet_epoch_alone (\d)$/m.exec((await (await testServer({}, fakeServices({ aloneBecause: () => because }))).app.inject("/metrics")).body)?.[1];
  expect([await told(undefined), await told("at night")]).toEqual(["0", "1"]);
});

test("vital figures are told by fixed words, and none before they were read", async () => {
  const told = async (vitals: Services["vitals"]) => [...(await (await testServer({}, fakeServices({ vitals }))).app.inject("/metrics")).body.matchAll(/^guichet_(?:workstations|unsent|undeclared|vitals|database)\S* .*$/gm)].map(([line]) => line.replace("guichet_", ""));
  expect(await told(() => undefined)).toEqual([]);
  const vitals = { seen: [{ name: "day", count: 3 }, { name: "longer", count: 1 }] as const, unsentOldest: Date.now() - 120_000, unsentBranches: [{ name: "hour", count: 2 }] as const, connections: 7, connectionLimit: 100, lockWaits: 1 };
  expect(await told(() => ({ readAt: Date.now() - 5_000, vitals, undeclared: { loans: 2, cents: 1_234_56, oldestDays: 40 } }))).toEqual([
    'workstations{heard="day"} 3', 'workstations{heard="longer"} 1', "unsent_oldest_seconds 120", 'unsent_branches{than="hour"} 2', "undeclared_loans 2", "undeclared_euros 1234.56", "undeclared_oldest_days 40",
    "database_connections 7", "database_connections_limit 100", "database_lock_waits 1", "vitals_age_seconds 5"]);
});

test("refused changes and answers that were errors are counted by the code of the catalogue", async () => {
  const refused = { kind: "refused" as const, code: "G2004" as const, fields: [], params: {} };
  const answer: PushAnswer = { epoch: { n: 1, id: "e" }, have: 1, verdicts: [refused], businessDate: "2020-04-15", rules: "pge@1" };
  const { app } = await testServer({}, fakeServices({ push: async () => ok(answer) }));
  await app.inject({ method: "POST", url: "/v1/push", headers: asAdvisor, payload: aPush() });
  await app.inject({ method: "POST", url: "/v1/push", payload: aPush() });
  const { body } = await app.inject("/metrics");
  expect(body).toContain('guichet_refused_changes_total{code="G2004"} 1');
  expect(body).toContain('guichet_error_answers_total{code="G3001"} 1');
});
