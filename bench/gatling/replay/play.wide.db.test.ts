import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Journey } from "../../load/journey.ts";
import { readJourneys } from "../../load/read-journeys.ts";
import { bundleSimulation } from "../bundle-simulation.ts";
import { recordSimulation } from "../record-simulation.ts";
import { aPrepared } from "../testing/a-prepared.ts";
import { play, type Reported } from "./play.ts";

/** What the simulation does with answers that a sound centre seldom gives: played against a server that gives them. */
let bundle = "";
beforeAll(async () => { bundle = await bundleSimulation(); });
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => { await Promise.all(closing.map((close) => close())); });

const branch = "01890a5d-ac96-7b7c-8d2c-000000000003";
const requests = readJourneys().find(({ name }) => name === "requests") ?? expect.fail("no requests");
const pushes: Journey = { ...requests, workstations: 1, rates: [{ seconds: 1, perSecond: 3 }] };
const reads: Journey = { ...pushes, steps: [{ name: "pull", route: "POST /v1/pull", body: "cursor", answer: "feed" }] };

type Answer = { readonly status?: number; readonly retryAfter?: string; readonly body?: object; readonly afterMs?: number };
type Asked = { readonly path: string; readonly token: string; readonly text: string; readonly startMs: number; endMs: number };

async function serve(answer: (asked: Asked, i: number) => Answer): Promise<{ readonly url: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => { text += chunk; }).on("end", () => {
      const one: Asked = { path: request.url ?? "", token: request.headers.authorization ?? "", text, startMs: performance.now(), endMs: Number.NaN };
      asked.push(one);
      const { status = 200, retryAfter, body = {}, afterMs = 0 } = answer(one, asked.length - 1);
      setTimeout(() => {
        one.endMs = performance.now();
        response.writeHead(status, { "content-type": "application/json", ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) }).end(JSON.stringify(body));
      }, afterMs);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  closing.push(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return { url: `http://127.0.0.1:${port}`, asked };
}

/** Three arrivals of one workstation unless the journey says otherwise; each line says what `change` makes of it. */
async function send(journey: Journey, url: string, change: (i: number) => object = () => ({})): Promise<readonly Reported[]> {
  const prepared = aPrepared(journey);
  const setUp = recordSimulation(bundle, { parameters: {}, readResource: () => JSON.stringify(prepared) });
  const pool = new Pool(url, { connections: 8 });
  closing.push(() => pool.close());
  return await play(setUp, pool, Array.from({ length: prepared.arrivals }, (_, i) => ({
    workstation: String(i % journey.workstations), turn: String(Math.floor(i / journey.workstations)), token: `token ${i}`, replica: "r", branch, from: "4",
    "1-push-body": `{"push":${i}}`, "1-push-have": String(i + 1), "1-push-right": "accepted plain", ...change(i),
  })));
}

const taken = (have: number, verdict: object = { kind: "accepted" }): Answer => ({ body: { have, verdicts: [verdict] } });
const faultsOf = (reported: readonly Reported[]): readonly string[] => reported.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`]));

test.concurrent("each line's body and token are sent as they stand, and its verdict is awaited", async () => {
  const { url, asked } = await serve((_asked, i) => taken(i + 1));
  expect(faultsOf(await send(pushes, url))).toEqual([]);
  expect(asked.map(({ path, token, text }) => ({ path, token, text }))).toEqual([0, 1, 2].map((i) => ({ path: "/v1/push", token: `Bearer token ${i}`, text: `{"push":${i}}` })));
});

test.concurrent("asked to wait, it waits as told and sends the same again: no failure, and the wait is counted by a name of its own", async () => {
  const { url, asked } = await serve((_asked, i) => (i === 0 ? { status: 429, retryAfter: "0.2" } : i === 1 ? { status: 503, retryAfter: "0.1" } : taken(i - 1)));
  const reported = await send(pushes, url);
  expect(faultsOf(reported)).toEqual([]);
  expect(reported.filter(({ name }) => name !== "turn").slice(0, 5).map(({ name, ms, text }) => [name, text === undefined ? ms : undefined])).toEqual([
    ["push", undefined], ["push: asked to wait", 200], ["push: again", undefined], ["push: asked to wait", 100], ["push: again", undefined],
  ]);
  expect(new Set(asked.slice(0, 3).map(({ text }) => text))).toEqual(new Set(['{"push":0}']));
});

test.concurrent("asked to wait for ever, it gives up as our own runner does, and that is a failure", async () => {
  const { url, asked } = await serve(() => ({ status: 503, retryAfter: "0" }));
  const reported = await send({ ...pushes, rates: [{ seconds: 1, perSecond: 1 }] }, url);
  expect(asked).toHaveLength(201);
  expect(faultsOf(reported)).toEqual(["push: asked to wait too often: said to fail"]);
});

test.concurrent("a workstation's next arrival waits for the one before, another's does not", async () => {
  const { url, asked } = await serve(({ text }) => ({ ...taken(z.object({ push: z.int() }).parse(JSON.parse(text)).push + 1), afterMs: 300 }));
  const reported = await send({ ...pushes, workstations: 2, rates: [{ seconds: 1, perSecond: 10 }] }, url);
  expect(faultsOf(reported)).toEqual([]);
  const lines = [0, 1].map((w) => asked.filter(({ text }) => Number(/\d+/.exec(text)?.[0]) % 2 === w));
  for (const line of lines) {
    expect(line.map(({ text }) => text)).toEqual(line.map(({ text }) => text).toSorted());
    expect(line.slice(1).every(({ startMs }, i) => startMs >= (line[i]?.endMs ?? Number.NaN))).toBe(true);
  }
  const [first = [], second = []] = lines;
  expect(first.some((one) => second.some((other) => other.startMs < one.endMs && one.startMs < other.endMs))).toBe(true);
  expect(reported.some(({ name }) => name === "turn")).toBe(true);
});

test.concurrent.each<[string, Answer, RegExp, object?]>([
  ["a gap in the line", { status: 409, body: { code: "G4008" } }, /^push: 409 is not 200 or 429 or 503$/],
  ["another verdict", taken(1, { kind: "refused" }), /^push: false is not true$/],
  ["decided before", taken(1, { kind: "duplicate", first: { kind: "accepted" } }), /^push: false is not true$/],
  ["a number where none was to be given", taken(1, { kind: "accepted", number: "PGE-1" }), /^push: false is not true$/],
  ["no number where one was", taken(1), /^push: false is not true$/, { "1-push-right": "accepted numbered/refused plain" }],
  ["an invalid file taken", taken(1), /^push: false is not true$/, { "1-push-right": "refused plain" }],
  ["another place in the line", taken(7), /^push: 7 is not 1$/],
  ["two verdicts", { body: { have: 1, verdicts: [{ kind: "accepted" }, { kind: "accepted" }] } }, /^push: 2 is not 1$/],
  ["no verdict", { body: { have: 1, verdicts: [] } }, /^push: 0 is not 1$/],
])("%s is a failure, and only of its own arrival", async (_what, wrong, fault, line = {}) => {
  const { url, asked } = await serve((_asked, i) => (i === 0 ? wrong : taken(i + 1)));
  const faults = faultsOf(await send(pushes, url, (i) => (i === 0 ? line : {})));
  expect(faults).toEqual([expect.stringMatching(fault)]);
  expect(asked).toHaveLength(3);
});

test.concurrent("both ends of a submission are right", async () => {
  const { url } = await serve((_asked, i) => taken(i + 1, i === 0 ? { kind: "accepted", number: "PGE-1" } : { kind: "refused" }));
  expect(faultsOf(await send(pushes, url, () => ({ "1-push-right": "accepted numbered/refused plain" })))).toEqual([]);
});

test.concurrent("a failed step ends its arrival: what would follow is not sent", async () => {
  const twice: Journey = { ...pushes, steps: [...pushes.steps, { name: "pull", route: "POST /v1/pull", body: "cursor", answer: "feed" }] };
  const { url, asked } = await serve(() => ({ status: 500 }));
  expect(faultsOf(await send(twice, url))).toHaveLength(3);
  expect(asked.map(({ path }) => path)).toEqual(["/v1/push", "/v1/push", "/v1/push"]);
});

test.concurrent("she reads on from where the last answer ended, first from where it was prepared, and never goes back", async () => {
  const n = [9, 12, 11];
  const { url, asked } = await serve((_asked, i) => ({ body: { feeds: [{ branch, n: n[i], entries: [], more: false }] } }));
  expect(faultsOf(await send(reads, url))).toEqual(["pull: 11 is not at least 12"]);
  expect(asked.map(({ text }) => z.object({ cursors: z.array(z.object({ branch: z.string(), n: z.int() })) }).parse(JSON.parse(text)).cursors)).toEqual([4, 9, 12].map((from) => [{ branch, n: from }]));
});

test.concurrent("more arrivals than lines stop the play, as they stop Gatling", async () => {
  const { url } = await serve((_asked, i) => taken(i + 1));
  const setUp = recordSimulation(bundle, { parameters: {}, readResource: () => JSON.stringify(aPrepared(pushes)) });
  const pool = new Pool(url);
  closing.push(() => pool.close());
  await expect(play(setUp, pool, [])).rejects.toThrow(/feeder is empty/);
});
