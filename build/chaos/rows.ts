import type { Stage, StagePlan } from "./stage.ts";

/** What a fault is given beside the stage. */
export type Hands = {
  /** Rejects when the run is ended by Ctrl-C. */
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (what: string) => void;
  /** The fault comes now, or came so long ago, where it is not at once: everything before belongs to "before". */
  readonly begins: (agoMs?: number) => void;
  /** How long a fault lasts that lasts as long as it is wanted. */
  readonly lastsMs: number;
};
export type ChaosRow = {
  readonly name: string;
  readonly title: string;
  /** For the page: what was done, in one sentence. */
  readonly does: string;
  readonly plan: StagePlan;
  /** Seconds that it takes at most to be steady again: what workstations were told to wait counts. */
  readonly settles: number;
  /** Fulfilled once the fault is lifted. */
  readonly fault: (stage: Stage, hands: Hands) => Promise<void>;
};

const pair = (servers: number): StagePlan => ({ postgres: "pair", listener: "plain", servers });
const HOUR_MS = 3_600_000;
/** Servers look at the files of their certificate once a minute. */
const LOOKED_AT_MS = 62_000;
/** PostgreSQL refuses once before it ends. */
const NOTICED_MS = 500;

export const chaosRows: readonly ChaosRow[] = [
  { name: "baseline", title: "Nothing", does: "Nothing: what the others are held against.", plan: pair(3), settles: 5, fault: (_stage, { pause, lastsMs }) => pause(lastsMs) },
  {
    name: "kill", title: "A server killed with -9, and started again", does: "One of three servers is killed; another is started in its place after the fault's time.", plan: pair(3), settles: 15,
    fault: async (stage, { pause, lastsMs }) => {
      const [victim] = stage.servers();
      if (victim !== undefined) await stage.kill(victim);
      await pause(lastsMs);
      await stage.start();
    },
  },
  {
    name: "rolling", title: "A rolling restart", does: "Each of three servers is replaced: the new one is started and used, then the old one is told to leave.", plan: pair(3), settles: 10,
    fault: async (stage, { say }) => {
      for (const old of stage.servers()) {
        await stage.start();
        await stage.leave(old);
        say("one replaced");
      }
    },
  },
  {
    name: "promotion", title: "PostgreSQL's first server killed, the standby promoted", does: "The first server is killed with -9, and its synchronous standby is promoted at once.", plan: pair(3), settles: 15,
    fault: (stage) => stage.postgres.promote(),
  },
  {
    name: "vanished", title: "PostgreSQL's machine gone without a word, the standby promoted", does: "Connections to the first server go silent for good: no end, no reset. It is gone and its standby promoted at once; who connects anew reaches that one.", plan: pair(3), settles: 60,
    fault: async (stage) => {
      await stage.vanish();
      await stage.postgres.promote();
    },
  },
  {
    name: "s3", title: "S3 cut", does: "Every connection to the object store is reset and none opens, for the fault's time. Documents wait; files go on.", plan: pair(3), settles: 15,
    fault: cutOf("s3"),
  },
  {
    name: "provider", title: "The identity provider cut", does: "The same with the identity provider. Whoever has a token goes on; what refreshes waits.", plan: pair(3), settles: 10, fault: cutOf("provider"),
  },
  {
    name: "disk", title: "PostgreSQL's disk full, then room again", does: "The disk of the centre's tables is filled to the last byte, and emptied after the fault's time.", plan: { ...pair(3), postgres: "small-disk" }, settles: 75,
    fault: async (stage, { pause, lastsMs }) => {
      stage.postgres.fillDisk();
      await pause(lastsMs);
      stage.postgres.freeDisk();
    },
  },
  {
    name: "log", title: "The disk of PostgreSQL's log full", does: "The disk of `pg_wal` is filled: PostgreSQL ends itself. It is started again once there is room.", plan: { ...pair(3), postgres: "small-log" }, settles: 75,
    fault: async (stage, { pause, lastsMs, begins, say }) => {
      stage.postgres.fillDisk();
      await stage.postgres.fallen();
      begins(NOTICED_MS);
      say("PostgreSQL has ended");
      await pause(lastsMs);
      stage.postgres.freeDisk();
      await stage.postgres.start();
    },
  },
  {
    name: "database-certificate", title: "The database's certificate expired, then renewed", does: "It ends while servers are connected, which changes nothing; then every connection is ended, as a restart would, and none is accepted again until a new certificate is put there without a restart.",
    plan: { ...pair(3), postgres: "tls" }, settles: 15,
    fault: async (stage, { pause, lastsMs, begins, say }) => {
      await stage.postgres.certify(Date.now() + 4_000);
      await pause(6_000);
      begins();
      await stage.postgres.endConnections();
      say("expired, and every connection ended");
      await pause(lastsMs);
      await stage.postgres.certify(Date.now() + HOUR_MS);
    },
  },
  {
    name: "listener-certificate", title: "The listeners' certificate expired, then renewed", does: "It ends while a balancer that verifies it is connected; the balancer's connections are ended; a new certificate is put there, which servers take without a restart, within a minute.",
    plan: { ...pair(3), listener: "tls" }, settles: 20,
    fault: async (stage, { pause, lastsMs, begins, say }) => {
      await stage.certify(Date.now() + LOOKED_AT_MS + 4_000);
      await pause(LOOKED_AT_MS + 6_000);
      begins();
      stage.balancer.reconnect();
      say("expired, and every connection ended");
      await pause(lastsMs);
      await stage.certify(Date.now() + HOUR_MS);
      await pause(LOOKED_AT_MS);
    },
  },
  {
    name: "clock", title: "A server's clock jumps", does: "One of three servers is ten minutes ahead for the fault's time, then ten minutes behind, then right.", plan: pair(3), settles: 10,
    fault: jumpsOf(600_000, -600_000),
  },
  {
    name: "clock-far", title: "A server's clock jumps past the end of tokens", does: "One of three servers is two hours ahead for the fault's time, then right: every token is over to it.", plan: pair(3), settles: 20,
    fault: jumpsOf(2 * HOUR_MS),
  },
  {
    name: "scale-up", title: "Scaled up under load", does: "Two servers become four.", plan: pair(2), settles: 10,
    fault: async (stage) => {
      for (let n = 0; n < 2; n += 1) await stage.start();
    },
  },
  {
    name: "scale-down", title: "Scaled down under load", does: "Four servers become two: each says that it is not ready, goes on for three looks of the balancer, drains and ends.", plan: pair(4), settles: 10,
    fault: async (stage) => {
      for (const server of stage.servers().slice(0, 2)) await stage.leave(server);
    },
  },
  {
    name: "database-network", title: "The network between servers and PostgreSQL slow, silent, cut", does: "50 ms more each way, then nothing passes and nothing says so, then every connection is reset: each for the fault's time.", plan: pair(3), settles: 20,
    fault: async ({ lines: { postgres } }, { pause, lastsMs, say }) => {
      for (const weather of [{ kind: "slow", delayMs: 50 }, { kind: "silent" }, { kind: "cut" }] as const) {
        say(weather.kind);
        postgres.setWeather(weather);
        await pause(lastsMs);
      }
      postgres.setWeather({ kind: "fair" });
    },
  },
];

function cutOf(which: "s3" | "provider"): ChaosRow["fault"] {
  return async ({ lines }, { pause, lastsMs }) => {
    lines[which].setWeather({ kind: "cut" });
    await pause(lastsMs);
    lines[which].setWeather({ kind: "fair" });
  };
}

function jumpsOf(...jumps: readonly number[]): ChaosRow["fault"] {
  return async (stage, { pause, lastsMs, say }) => {
    const [server] = stage.servers();
    for (const by of jumps) {
      say(`off by ${by / 60_000} minutes`);
      server?.setClock(by);
      await pause(lastsMs);
    }
    server?.setClock(0);
  };
}
