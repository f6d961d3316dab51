import { Pool } from "undici";
import { askPatiently } from "../support/ask-patiently.ts";
import { startCentre, type Centre } from "../support/centre.ts";
import { filesOf } from "../support/files.ts";
import { bodiesOf, pushBodies } from "../support/push-line.ts";
import { measure } from "../support/result.ts";
import { atPercentile, realClock, runCurve } from "../support/run-curve.ts";
import type { Scenario } from "./scenario.ts";

const COLLEAGUES = 16;
const PER_SECOND = 40;
const SECONDS = 8;
const WARM_SECONDS = 3;
/** What a counter does in a day without its network. */
const AWAY_CHANGES = 2_000;
/** More than come back in the time: five thousand changes a second. */
const AWAY = 40;

/**
 * Colleagues of a branch send a change each, forty a second, open loop; first alone, then while workstations that were away a day send their 2,000
 * changes, one after the other without a pause. `limit` is the p95 alone.
 */
export const drain: Scenario = {
  keys: ["drain_p95_ms"],
  run: async ({ folder, say }) => {
    const centre = await startCentre(folder, 1);
    const url = centre.urls[0] ?? "";
    const pool = new Pool(url, { connections: COLLEAGUES });
    try {
      const total = PER_SECOND * (WARM_SECONDS + 2 * SECONDS);
      const requests = await prepareColleagues(centre, total);
      const away = await prepareAway(centre, AWAY);
      let drained = 0;
      let isOver = false;
      let returning: Promise<void> = Promise.resolve();
      const comeBack = async (): Promise<void> => {
        for (const { token, bodies } of away) {
          if (isOver) return;
          await pushBodies(url, token, bodies);
          drained += 1;
        }
      };
      const phases = [{ seconds: WARM_SECONDS, perSecond: PER_SECOND }, { seconds: SECONDS, perSecond: PER_SECOND }, { seconds: SECONDS, perSecond: PER_SECOND }];
      const previous = new Map<number, Promise<unknown>>();
      const results = await runCurve(phases, realClock, async (i) => {
        const request = requests[i];
        if (request === undefined) throw new Error("more arrivals than requests");
        const mine = i % COLLEAGUES;
        const sent = (previous.get(mine) ?? Promise.resolve()).then(() => askPatiently(pool, realClock, request));
        previous.set(mine, sent);
        return await sent;
      }, (phase) => { if (phase === 2) returning = comeBack(); });
      isOver = true;
      await returning;
      const [, alone, beside] = results;
      if (alone === undefined || beside === undefined || results.some(({ lost }) => lost > 0)) throw new Error(`requests failed: ${results.map(({ fault }) => fault).join("; ")}`);
      if (drained === 0 || drained === away.length) throw new Error(`${drained} workstations came back: the phase was not filled`);
      const kept = Number((await centre.query("SELECT count(*) AS n FROM guichet.change"))[0]?.["n"]);
      if (kept !== total + drained * AWAY_CHANGES) throw new Error(`${kept} changes kept of ${total + drained * AWAY_CHANGES}`);
      say(`${drained} workstations sent ${AWAY_CHANGES} changes each in ${SECONDS} s; a colleague's change, p50 / p95 / max: alone ${tell(alone)}, beside them ${tell(beside)} ms`);
      return { drain_p95_ms: measure(atPercentile(beside.latency, 95), "ms", atPercentile(alone.latency, 95)) };
    } finally {
      await pool.close();
      await centre.close();
    }
  },
};

const tell = ({ latency }: { readonly latency: Parameters<typeof atPercentile>[0] }): string => [50, 95, 100].map((percent) => atPercentile(latency, percent).toFixed(1)).join(" / ");

/** One change a request, each colleague's in the order of her line. */
async function prepareColleagues(centre: Centre, total: number) {
  const each = Math.ceil(total / COLLEAGUES);
  const lines = await Promise.all(Array.from({ length: COLLEAGUES }, async (_, c) => {
    const person = centre.persons[c % centre.persons.length];
    if (person === undefined) throw new Error("no person");
    const line = await centre.enrolLine(person, `colleague ${c}`);
    const headers = { authorization: `Bearer ${await centre.token(person)}`, "content-type": "application/json" };
    return filesOf(line, Math.ceil(each / 2), 20_000 + c * each).changes.slice(0, each)
      .map((change, i) => ({ method: "POST" as const, path: "/v1/push", headers, body: JSON.stringify(line.push(centre.hello.centre, centre.hello.epoch.id, i + 1, [change])) }));
  }));
  return Array.from({ length: total }, (_, i) => lines[i % COLLEAGUES]?.[Math.floor(i / COLLEAGUES)]);
}

async function prepareAway(centre: Centre, many: number) {
  const away: { readonly token: string; readonly bodies: readonly Buffer[] }[] = [];
  for (let a = 0; a < many; a += 1) {
    const person = centre.persons[a % centre.persons.length];
    if (person === undefined) throw new Error("no person");
    const line = await centre.enrolLine(person, `away ${a}`);
    const { changes } = filesOf(line, AWAY_CHANGES / 2, 100_000 + a * AWAY_CHANGES);
    away.push({ token: await centre.token(person), bodies: bodiesOf(centre, line, 1, changes) });
  }
  return away;
}
