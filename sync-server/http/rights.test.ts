import { describe, expect, test } from "vitest";
import { whoMay, type Right } from "../../shared/access/rights.ts";
import { ROLES, type Role } from "../../shared/access/roles.ts";
import { testServer } from "./testing/test-server.ts";

/** What each route takes, written out by hand: a route that is not here, or asks for something else, fails. "anybody": no token is read. */
const ROUTES: Readonly<Record<string, Right | "anybody">> = {
  "GET /healthz": "anybody", "GET /readyz": "anybody", "GET /v1/hello": "anybody", "GET /v1/verification-keys": "anybody", "POST /v1/verify": "anybody",
  "POST /v1/packs": "self.read",
  "GET /v1/me": "self.read", "POST /v1/demonstration/business-date": "demonstration.date",
  "POST /v1/enrol": "desk.keep", "POST /v1/push": "desk.keep", "GET /v1/news": "desk.keep", "POST /v1/sealed": "desk.keep", "POST /v1/branch-keys": "desk.keep",
  "POST /v1/reoffer": "desk.keep", "POST /v1/alarm": "desk.keep", "POST /v1/missing": "desk.keep", "POST /v1/late-verdicts": "desk.keep",
  "POST /v1/pull": "files.read", "POST /v1/snapshot": "files.read", "POST /v1/buckets": "files.read", "POST /v1/buckets/list": "files.read", "POST /v1/buckets/files": "files.read",
  "POST /v1/history": "files.read", "POST /v1/attestation": "files.read", "POST /v1/documents/find": "files.read", "GET /v1/documents/{file}/{document}": "files.read",
  "POST /v1/documents/begin": "files.enter", "POST /v1/documents/complete": "files.enter", "PUT /v1/documents/{file}/{document}/parts/{part}": "files.enter",
  "POST /v1/absence": "absence.own",
  "POST /v1/quarantine": "quarantine.decide", "POST /v1/quarantine/changes": "quarantine.decide", "POST /v1/quarantine/decide": "quarantine.decide",
  "POST /v1/devices": "devices.watch", "POST /v1/devices/mine": "devices.own", "POST /v1/devices/decide": "devices.approve", "POST /v1/devices/revoke": "devices.own", "POST /v1/devices/withdraw": "devices.own",
  "POST /v1/diagnostics/ask": "devices.diagnose", "POST /v1/diagnostics/read": "devices.diagnose", "POST /v1/diagnostics/mine": "devices.own", "POST /v1/diagnostics/answer": "devices.own",
  "POST /v1/holds": "files.hold", "POST /v1/holds/set": "files.hold", "POST /v1/holds/lift": "files.hold",
  "POST /v1/devices/order": "anybody", "POST /v1/devices/erased": "anybody",
  "POST /v1/recovery-key": "recovery-key.read", "POST /v1/recovery-key/publish": "recovery-key.decide", "POST /v1/recovery-key/withdraw": "recovery-key.decide", "POST /v1/recovery-key/used": "desk.keep",
  "POST /v1/proof": "desk.keep",
  "POST /v1/policy": "policy.read", "POST /v1/policy/propose": "policy.decide", "POST /v1/policy/confirm": "policy.decide", "POST /v1/policy/withdraw": "policy.decide",
  "POST /v1/releases": "releases.watch",
  "POST /v1/people": "people.watch", "POST /v1/people/decide": "people.decide", "POST /v1/people/withdraw": "people.decide", "POST /v1/people/branch": "people.decide",
  "POST /v1/recovery/report": "recovery.decide", "POST /v1/recovery/end": "recovery.decide",
  "POST /v1/inspect/files": "files.inspect", "POST /v1/inspect/file": "files.inspect", "POST /v1/inspect/events": "files.inspect", "POST /v1/inspect/person": "files.inspect", "POST /v1/reads": "reads.tell",
  "POST /v1/operator/registrations": "registrations.act", "POST /v1/operator/act": "registrations.act", "POST /v1/operator/decide": "registrations.act", "POST /v1/operator/acts": "registrations.act",
};
const DOCUMENT = "0".repeat(64);
const urlOf = (path: string): string => path.replace("{file}", "018f0000-0000-7000-8000-000000000002").replace("{document}", DOCUMENT).replace("{part}", DOCUMENT);

const described = async (): Promise<readonly string[]> => {
  const { app } = await testServer();
  const { paths } = (await app.inject("/openapi.json")).json<{ paths: Record<string, Record<string, unknown>> }>();
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
};

test("every route of the centre stands in the table of rights", async () => {
  expect((await described()).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

describe.each(ROLES)("%s", (role) => {
  test("is let in where the matrix says so, and is 403 G3002 everywhere else", async () => {
    const { app } = await testServer();
    const told: Record<string, string> = {};
    for (const [route, right] of Object.entries(ROUTES)) {
      const [method = "", path = ""] = route.split(" ");
      if (right === "anybody" || path === "/v1/news") continue; // news is a stream: the next test
      const answer = await app.inject({ method: method as "GET", url: urlOf(path), headers: { authorization: `Bearer good.${role}`, "content-type": method === "PUT" ? "application/octet-stream" : "application/json" }, ...(method === "GET" ? {} : { payload: "{}" }) });
      told[route] = answer.statusCode === 403 && answer.json().code === "G3002" ? "refused" : answer.statusCode === 401 ? "unknown" : "let in";
    }
    expect(told).toEqual(Object.fromEntries(Object.entries(ROUTES).flatMap(([route, right]) => (right === "anybody" || route === "GET /v1/news" ? [] : [[route, whoMay(right).includes(role) ? "let in" : "refused"]]))));
  });

  test("hears news exactly where she keeps a desk", async () => {
    const { listen } = await testServer();
    const stop = new AbortController();
    const { status } = await fetch(`${await listen()}/v1/news`, { headers: { authorization: `Bearer good.${role}` }, signal: stop.signal });
    stop.abort();
    expect(status).toBe(whoMay("desk.keep").includes(role) ? 200 : 403);
  });
});

test("a role that does not agree with the place of its person has no right at all", async () => {
  const { app, services } = await testServer();
  const twisted = (role: Role, bank: boolean): void => {
    const one = services.callers.get(role);
    const bankOf = services.callers.get("advisor")?.bank;
    if (one !== undefined) services.callers.set(role, { ...one, bank: bank ? bankOf : undefined });
  };
  twisted("operator", true);
  twisted("administrator", false);
  const ask = async (role: Role, url: string) => (await app.inject({ method: "POST", url, headers: { authorization: `Bearer good.${role}` }, payload: {} })).statusCode;
  expect([await ask("operator", "/v1/operator/acts"), await ask("operator", "/v1/pull"), await ask("administrator", "/v1/pull"), await ask("administrator", "/v1/recovery/end")]).toEqual([403, 403, 403, 403]);
});
