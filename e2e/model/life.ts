import { id, type CentreId, type EpochId } from "../../shared/kernel/ids.ts";
import { step as realStep } from "../../shared/sync/step.ts";
import { ASLEEP, type SyncEffect, type SyncEvent, type SyncState, type SyncStep } from "../../shared/sync/sync-state.ts";
import { listUncopied } from "../../main/core/db/cursors.ts";
import { isReoffering } from "../../main/core/db/epoch.ts";
import { getLine, type Replica } from "../../main/core/db/replica.ts";
import { findSetting } from "../../main/core/db/settings.ts";
import { dropEmptyNewFiles } from "../../main/core/db/working-copy.ts";
import type { LocalDb } from "../../main/core/db/connection.ts";
import { coded } from "../../main/core/files/coded.ts";
import type { Desk } from "../../main/core/files/desk.ts";
import { openReplicaKey } from "../../main/core/keys/replica-key.ts";
import { createCentreInfo } from "../../main/core/session/centre-info.ts";
import { createDesk, readHello } from "../../main/core/session/open-desk.ts";
import type { Outcome } from "../../main/core/sync/exchange/context.ts";
import { createExchange } from "../../main/core/sync/exchange/exchange.ts";
import { createTransport, type Transport } from "../../main/core/sync/transport.ts";

/** What a planted bug of the workstation may stand in front of. */
export type LifeSeams = {
  readonly step?: (state: SyncState, event: SyncEvent) => SyncStep;
  readonly wrapTransport?: (transport: Transport, db: LocalDb, epoch: EpochId) => Transport;
};
export type LifeParts = LifeSeams & {
  readonly db: LocalDb;
  readonly replica: Replica;
  readonly now: () => number;
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly fetchOf: (life: object, heard: () => void) => typeof fetch;
  readonly flying: (life: object) => number;
  /** Rules that are written in every change, where they are not this version's own. */
  readonly rules: () => string | undefined;
  readonly onTrouble: (what: string) => void;
  readonly onNews: (wants: boolean) => void;
  readonly onSealed: () => void;
};

/** One process of a workstation: its desk, its exchanges and the pure step, without a timer of its own. */
export type Life = {
  readonly desk: Desk;
  readonly hear: (event: SyncEvent) => void;
  readonly state: () => SyncState;
  /** The retry that it waits for, if it does. */
  readonly wait: () => { readonly ticket: number; readonly dueAt: number } | undefined;
  readonly stopWaiting: () => void;
  /** Settles when nothing runs but what waits for the network. */
  readonly idle: () => Promise<void>;
  readonly end: () => void;
};

export function startLife(parts: LifeParts): Life {
  const { db, replica, now } = parts;
  const step = parts.step ?? realStep;
  const life = {};
  const waiting: SyncEvent[] = [];
  let state: SyncState = ASLEEP;
  let wait: { ticket: number; dueAt: number } | undefined;
  let running = 0;
  let reached = Promise.withResolvers<void>();
  let isHearing = false;
  let hasEnded = false;

  const heard = (): void => {
    reached.resolve();
    reached = Promise.withResolvers<void>();
  };
  const centre = createCentreInfo({ version: "model", host: "test", now }, () => undefined);
  centre.remember(readHello(db.read), findSetting(db.read, "businessDate"));
  const own = createDesk({ now, randomBytes: parts.randomBytes }, { db, replica, opensBy: { way: "passphrase", wanted: "passphrase" }, profile: { id: "", name: "", bank: "", branch: "" } }, centre, (news) => {
    if (news.type !== "sealed") return;
    parts.onSealed();
    hear({ type: "sealed", seq: news.seq });
  });
  const { sealer } = own;
  const desk: Desk = {
    ...own,
    sealer: { ...sealer, get rules() { return parts.rules() ?? sealer.rules; }, get reference() { return sealer.reference; } },
  };
  coded(() => db.transaction(dropEmptyNewFiles));
  const epoch = id<EpochId>(findSetting(db.read, "epoch") ?? "");
  const plain = createTransport({ fetch: parts.fetchOf(life, heard), serverUrl: "http://centre.model", version: "model", randomBytes: (length) => new Uint8Array(length) });
  const transport = parts.wrapTransport?.(plain, db, epoch) ?? plain;
  const exchange = createExchange({
    onPacksRefused: () => { throw new Error("a pack that the centre did not sign"); },
    desk, replica, transport, centre, token: () => "model", random: parts.random, key: openReplicaKey(replica.key), version: "model", centreId: id<CentreId>(findSetting(db.read, "centre") ?? ""), epoch,
    beforePush: async (_first, count) => count, onMe: own.setMe, onFiles: () => undefined, onContact: () => undefined, diskFreeMib: () => undefined,
  });

  /** One event after the other, also those that an effect brings about. */
  function hear(event: SyncEvent): void {
    waiting.push(event);
    if (isHearing) return;
    isHearing = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (hasEnded) break;
      const after = step(state, next);
      ({ state } = after);
      after.effects.forEach(perform);
    }
    isHearing = false;
  }

  function perform(effect: SyncEffect): void {
    switch (effect.type) {
      case "send":
        return run(exchange.send(effect.request).then((outcome) => finish(outcome, effect.ticket)));
      case "refresh-token": return hear({ type: "token-refreshed", ticket: effect.ticket });
      case "wait": return void (wait = { ticket: effect.ticket, dueAt: now() + effect.ms });
      case "stop-waiting": return void (wait = undefined);
      case "raise-alarm": return run(exchange.raiseAlarm(effect));
      case "open-news": return parts.onNews(true);
      case "close-news": return parts.onNews(false);
    }
  }

  function run(work: Promise<void>): void {
    running += 1;
    void work.catch((error: unknown) => {
      if (!hasEnded) parts.onTrouble(`an exchange threw: ${String(error)}`);
    }).finally(() => {
      running -= 1;
      heard();
    });
  }

  /** How long a push took is the model's to say, not this computer's. */
  function finish(outcome: Outcome, ticket: number): void {
    if (!hasEnded) hear(outcome.type === "pushed" || outcome.type === "reoffered" ? { ...outcome, ticket, tookMs: 100 } : { ...outcome, ticket });
  }

  const line = getLine(db.read);
  const start: SyncEvent = {
    type: "started", line: { sealed: line.head.seq, answered: line.answered }, enrolled: line.enrolled, signedIn: true, reoffering: isReoffering(db.read), recovering: centre.hello()?.recovering === true,
    snapshots: listUncopied(db.read, desk.me().branches.map((branch) => branch.id)),
  };
  hear(start);
  return {
    desk, hear,
    state: () => state,
    wait: () => wait,
    stopWaiting: () => void (wait = undefined),
    idle: async () => {
      for (;;) {
        if (running <= parts.flying(life)) return;
        await reached.promise;
      }
    },
    end: () => {
      hasEnded = true;
      own.shut();
      transport.close();
    },
  };
}

