import { expect, test } from "vitest";
import { environmentGate, type Environment } from "./environment.ts";
import { environments, findEnvironment } from "./environments/all.ts";
import { production } from "./environments/production.ts";
import { namesOf } from "./placement.ts";
import { isExample, readSite, siteGate } from "./site.ts";

test("three environments, each with a network of its own", () => {
  expect(environments.map(({ name }) => name)).toEqual(["production", "staging", "review"]);
  expect(new Set(environments.map(({ network }) => network.cidr)).size).toBe(environments.length);
  expect(findEnvironment("demonstration")).toBeUndefined();
});

const refused: readonly (readonly [says: string, change: Partial<Environment>, words: RegExp])[] = [
  ["production without protection", { protectedData: false }, /not for production/],
  ["production in one zone", { database: { ...production.database, readers: 0 } }, /second instance/],
  ["short backups", { database: { ...production.database, backupDays: 7 } }, /longest/],
  ["a lock that an operator may lift", { documents: { ...production.documents, lock: "governance" } }, /shorten/],
  ["documents that go before the database can no longer be taken back", { documents: { ...production.documents, lockDays: 7 } }, /miss its documents/],
  ["versions that go while they are locked", { documents: { ...production.documents, formerVersionDays: 20 } }, /before the lock/],
  ["anchors that an operator may free", { audit: { ...production.audit, lock: "governance" } }, /shorten/],
  ["anchors that go before the loans", { audit: { ...production.audit, lockDays: 365 } }, /loan may last/],
  ["fewer servers than zones", { servers: { ...production.servers, replicas: { min: 2, max: 9 } } }, /each zone/],
  ["bounds the wrong way round", { servers: { ...production.servers, replicas: { min: 9, max: 3 } } }, /under the minimum/],
  ["one way out for three zones", { network: { ...production.network, waysOut: 1 } }, /way out/],
  ["a public network", { network: { ...production.network, cidr: "52.0.0.0/16" } }, /private network/],
];
test.each(refused)("refused: %s", (_says, change, words) => {
  const parsed = environmentGate.safeParse({ ...production, ...change });
  expect(parsed.success).toBe(false);
  expect(parsed.error?.message).toMatch(words);
});

test("the site in the repository is an example, and a wrong one is refused by its place", () => {
  const site = readSite(undefined);
  expect(isExample(site)).toBe(true);
  expect(isExample({ ...site, account: "123456789012" })).toBe(false);
  const { error } = siteGate.safeParse({ ...site, releases: { certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/x", firewallArn: site.releases?.firewallArn } });
  expect(error?.issues[0]?.path).toEqual(["releases", "certificateArn"]);
});

test("production has the bare names, the others say which they are", () => {
  const site = readSite(undefined);
  const [prod, staging] = environments.map((environment) => namesOf({ environment, site }));
  expect([prod?.api, staging?.api]).toEqual(["api.guichet.example", "api.staging.guichet.example"]);
});
