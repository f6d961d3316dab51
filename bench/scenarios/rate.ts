import { Pool } from "undici";
import { startCentre, type Centre } from "../support/centre.ts";
import { filesOf } from "../support/files.ts";
import { askPatiently } from "../support/ask-patiently.ts";
import { measure, type Key, type Measures } from "../support/result.ts";
import { atPercentile, realClock, runCurve } from "../support/run-curve.ts";
import type { Scenario, ScenarioContext } from "./scenario.ts";

/** 50,000 requests in a minute, the figure of March 2020. */
const RATE = 833;
const ENROLLING = 16;
const WARM_SECONDS = 3;

type Request = { readonly token: string; readonly body: string };

/** One change a request: `lines` workstations, each pushing its files' changes one by one and in order. */
async function prepareRequests(centre: Centre, lines: number, perLine: number): Promise<readonly (readonly Request[])[]> {
  const all: (readonly Request[])[] = [];
  // A few at a time: hundreds of workstations do not enrol in one instant, and the server would ask them to wait.
  for (let from = 0; from < lines; from += ENROLLING) {
    const some = Array.from({ length: Math.min(ENROLLING, lines - from) }, (_, i) => prepareLine(centre, from + i, perLine));
    all.push(...(await Promise.all(some)));
  }
  return all;
}

async function prepareLine(centre: Centre, l: number, perLine: number): Promise<readonly Request[]> {
  const person = centre.persons[l % centre.persons.length];
  if (person === undefined) throw new Error("no person");
  const line = await centre.enrolLine(person, `rate ${l}`);
  const token = await centre.token(person);
  const { changes } = filesOf(line, Math.ceil(perLine / 2), 20_000 + l * perLine);
  return changes.slice(0, perLine).map((change, i) => ({ token, body: JSON.stringify(line.push(centre.hello.centre, centre.hello.epoch.id, i + 1, [change])) }));
}

const sendOne = async (pool: Pool, { token, body }: Request): Promise<{ readonly waits: number }> =>
  askPatiently(pool, realClock, { method: "POST", path: "/v1/push", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body });

/** Open loop at 833/s; a line never overtakes itself, because each has seconds between two of its requests. */
async function rateRun(context: ScenarioContext): Promise<Measures> {
  const seconds = WARM_SECONDS + (context.full ? 60 : 15);
  const lines = RATE;
  const centre = await startCentre(context.folder, 1);
  const pool = new Pool(centre.urls[0] ?? "", { connections: 64 });
  try {
    const requests = await prepareRequests(centre, lines, seconds);
    const previous = new Map<number, Promise<unknown>>();
    const [warm, measured] = await runCurve([{ seconds: WARM_SECONDS, perSecond: RATE }, { seconds: seconds - WARM_SECONDS, perSecond: RATE }], realClock, async (i) => {
      const l = i % lines;
      const request = requests[l]?.[Math.floor(i / lines)];
      if (request === undefined) throw new Error("more arrivals than requests");
      const sent = (previous.get(l) ?? Promise.resolve()).then(() => sendOne(pool, request));
      previous.set(l, sent);
      return await sent;
    });
    if (warm === undefined || measured === undefined) throw new Error("a phase without its result");
    const lost = warm.lost + measured.lost;
    const kept = Number((await centre.query("SELECT count(*) AS n FROM guichet.change"))[0]?.["n"]);
    if (lost > 0 || kept !== RATE * seconds) throw new Error(`${lost} requests failed, ${kept} changes kept of ${RATE * seconds}`);
    context.say(`${warm.arrivals + measured.arrivals} single-change requests in ${seconds} s, the first ${WARM_SECONDS} not measured, none lost; p50 ${atPercentile(measured.latency, 50).toFixed(1)} ms, max ${atPercentile(measured.latency, 100).toFixed(1)} ms`);
    return { rate833_p99_ms: measure(atPercentile(measured.latency, 99), "ms") };
  } finally {
    await pool.close();
    await centre.close();
  }
}

/** Closed loop: as many small pushes as so many workstations get through, each sending its next one when the last is answered. */
async function smallRun(context: ScenarioContext, key: Key, lines: number): Promise<Measures> {
  const perLine = Math.floor((context.full ? 16_000 : 4_000) / lines);
  const centre = await startCentre(context.folder, 1);
  const pool = new Pool(centre.urls[0] ?? "", { connections: lines });
  try {
    const requests = await prepareRequests(centre, lines, perLine);
    const start = performance.now();
    await Promise.all(requests.map(async (own) => { for (const request of own) await sendOne(pool, request); }));
    const seconds = (performance.now() - start) / 1000;
    const kept = Number((await centre.query("SELECT count(*) AS n FROM guichet.change"))[0]?.["n"]);
    if (kept !== lines * perLine) throw new Error(`${kept} changes kept of ${lines * perLine}`);
    context.say(`${kept} pushes of one change by ${lines} workstations, recounted`);
    return { [key]: measure(kept / seconds, "requests/s") };
  } finally {
    await pool.close();
    await centre.close();
  }
}

export const rate833: Scenario = { keys: ["rate833_p99_ms"], run: rateRun };
const small = (key: Key, lines: number): Scenario => ({ keys: [key], run: (context) => smallRun(context, key, lines) });
export const smallPush = small("small_push_per_s", 16);
/** As many as may share one commit, and as many again on their way. */
export const smallPush128 = small("small_push_128_per_s", 128);
