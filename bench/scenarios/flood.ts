import { Pool } from "undici";
import { askPatiently } from "../support/ask-patiently.ts";
import { startCentre, type Centre, type Person } from "../support/centre.ts";
import { filesOf } from "../support/files.ts";
import type { Flood, FloodRequest, FloodTold } from "../support/flood-program.ts";
import { bodiesOf } from "../support/push-line.ts";
import { measure } from "../support/result.ts";
import { atPercentile, realClock, runCurve } from "../support/run-curve.ts";
import { startFlood } from "../support/start-flood.ts";
import type { Scenario } from "./scenario.ts";

const COLLEAGUES = 16;
const PER_SECOND = 40;
const WARM_SECONDS = 3;
const CONNECTIONS = 200;
/** Pushes of a thousand changes that the flood has in store; sent again and again. */
const BATCHES = 12;

/**
 * Workstations of a branch send a change each, forty a second, open loop, before a server with the limits of production; first alone, then while one
 * workstation of another branch of their bank floods it, then while strangers do. `limit` is the p95 alone.
 */
export const flood: Scenario = {
  keys: ["flood_p95_ms", "flood_strangers_p95_ms", "flood_refused"],
  run: async ({ folder, full, say }) => {
    const seconds = full ? 60 : 10;
    const centre = await startCentre(folder, 1, { env: {}, size: { banks: 1, branches: 2, persons: 4 } });
    const pool = new Pool(centre.urls[0] ?? "", { connections: COLLEAGUES });
    let endFlood: (() => Promise<FloodTold>) | undefined;
    const told: FloodTold[] = [];
    try {
      const [flooder, ...others] = centre.persons;
      const colleagues = others.filter(({ branch }) => branch !== flooder?.branch);
      if (flooder === undefined || colleagues.length === 0) throw new Error("no persons of two branches");
      const total = PER_SECOND * (WARM_SECONDS + 3 * seconds);
      const requests = await prepareColleagues(centre, colleagues, total);
      const floods = [await floodOfOneDevice(centre, flooder), floodOfStrangers(centre)];
      const previous = new Map<number, Promise<unknown>>();
      let turn: Promise<void> = Promise.resolve();
      const change = async (phase: number): Promise<void> => {
        if (endFlood !== undefined) told.push(await endFlood());
        const next = floods[phase - 2];
        endFlood = next === undefined ? undefined : startFlood(next);
      };
      const phases = [WARM_SECONDS, seconds, seconds, seconds].map((each) => ({ seconds: each, perSecond: PER_SECOND }));
      const results = await runCurve(phases, realClock, async (i) => {
        const request = requests[i];
        if (request === undefined) throw new Error("more arrivals than requests");
        const mine = i % COLLEAGUES;
        const sent = (previous.get(mine) ?? Promise.resolve()).then(() => askPatiently(pool, realClock, request));
        previous.set(mine, sent);
        return await sent;
      }, (phase) => { turn = turn.then(() => change(phase)); });
      await turn;
      await change(4);
      const [, alone, beside, strangers] = results;
      if (alone === undefined || beside === undefined || strangers === undefined || results.some(({ lost }) => lost > 0)) throw new Error(`requests failed: ${results.map(({ fault }) => fault).join("; ")}`);
      const lines = colleagues.map(({ user }) => `'${user}'`).join();
      const kept = Number((await centre.query(`SELECT count(*) AS n FROM guichet.change c JOIN guichet.replica r ON r.bank_id = c.bank_id AND r.replica_id = c.replica_id WHERE r.person_id IN (${lines})`))[0]?.["n"]);
      if (kept !== total) throw new Error(`${kept} changes kept of ${total}`);
      for (const each of told) if ((each["429"] ?? 0) < 100) throw new Error(`it was no flood, or was not refused: ${JSON.stringify(each)}`);
      say(`a workstation's change, p50 / p95 / max: alone ${tell(alone)}, beside one workstation's flood ${tell(beside)}, beside strangers' ${tell(strangers)} ms; answers by status: ${told.map((each) => JSON.stringify(each)).join(", ")}`);
      return {
        flood_p95_ms: measure(atPercentile(beside.latency, 95), "ms", atPercentile(alone.latency, 95)),
        flood_strangers_p95_ms: measure(atPercentile(strangers.latency, 95), "ms", atPercentile(alone.latency, 95)),
        flood_refused: measure(beside.waits + strangers.waits, "requests"),
      };
    } finally {
      await endFlood?.();
      await pool.close();
      await centre.close();
    }
  },
};

const tell = ({ latency }: { readonly latency: Parameters<typeof atPercentile>[0] }): string => [50, 95, 100].map((percent) => atPercentile(latency, percent).toFixed(1)).join(" / ");

const headersOf = async (centre: Centre, person: Person) => ({ authorization: `Bearer ${await centre.token(person)}`, "content-type": "application/json" });

async function prepareColleagues(centre: Centre, colleagues: readonly Person[], total: number) {
  const each = Math.ceil(total / COLLEAGUES);
  const lines = await Promise.all(Array.from({ length: COLLEAGUES }, async (_, c) => {
    const person = colleagues[c % colleagues.length];
    if (person === undefined) throw new Error("no person");
    const line = await centre.enrolLine(person, `colleague ${c}`);
    const headers = await headersOf(centre, person);
    return filesOf(line, Math.ceil(each / 2), 20_000 + c * each).changes.slice(0, each)
      .map((change, i) => ({ method: "POST" as const, path: "/v1/push", headers, body: JSON.stringify(line.push(centre.hello.centre, centre.hello.epoch.id, i + 1, [change])) }));
  }));
  return Array.from({ length: total }, (_, i) => lines[i % COLLEAGUES]?.[Math.floor(i / COLLEAGUES)]);
}

/** Pushes of a thousand changes, new ones and again, and pulls of the largest page from the beginning. */
async function floodOfOneDevice(centre: Centre, person: Person): Promise<Flood> {
  const line = await centre.enrolLine(person, "flood");
  const headers = await headersOf(centre, person);
  const pushes = bodiesOf(centre, line, 1, filesOf(line, BATCHES * 500, 200_000).changes);
  const pull = JSON.stringify({ protocol: 1, centre: centre.hello.centre, epoch: centre.hello.epoch.id, replica: line.replica, cursors: [{ branch: person.branch, n: 0 }], limit: 2_000 });
  const asking: FloodRequest = { method: "POST", path: "/v1/pull", headers, body: Buffer.from(pull).toString("base64") };
  const requests = pushes.flatMap((body): readonly FloodRequest[] => [{ method: "POST", path: "/v1/push", headers: { ...headers, "content-encoding": "gzip" }, body: body.toString("base64") }, asking]);
  return { url: centre.urls[0] ?? "", connections: CONNECTIONS, requests };
}

/** Without a token, with one that nobody signed, and what anyone may ask. */
function floodOfStrangers(centre: Centre): Flood {
  const guess = [{ alg: "EdDSA", typ: "at+jwt" }, { iss: "https://nowhere.example", sub: "bench-0-0-0", exp: 4_000_000_000 }].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const bare = { method: "GET" as const, body: undefined };
  return {
    url: centre.urls[0] ?? "", connections: CONNECTIONS,
    requests: [{ ...bare, path: "/v1/me", headers: {} }, { ...bare, path: "/v1/me", headers: { authorization: `Bearer ${guess}.${"A".repeat(86)}` } }, { ...bare, path: "/v1/hello", headers: {} }, { ...bare, path: "/v1/nothing", headers: {} }],
  };
}
