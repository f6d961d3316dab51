import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { id, uuidV7, type BankId, type EpochId, type ReplicaId, type UserId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { EMPTY_LINE } from "../../../shared/sync/seal.ts";
import { listCursors } from "../db/cursors.ts";
import { openDb } from "../db/open-db.ts";
import { listToSend } from "../db/outbox.ts";
import { getLine, insertReplica, type Replica } from "../db/replica.ts";
import { putSetting } from "../db/settings.ts";
import type { DeskNews } from "../files/desk.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import { createCentreInfo, type CentreInfo } from "../session/centre-info.ts";
import { createDesk, type OwnedDesk } from "../session/open-desk.ts";
import { takeInFeeds, takeInSnapshot } from "../sync/take-in.ts";
import { takeVerdicts } from "../sync/take-verdicts.ts";
import { advisor, BANK, BRANCH, EPOCH } from "./fake-centre.ts";
import type { PureCentre } from "./pure-centre.ts";

export type TestDesk = OwnedDesk & {
  readonly told: (news: DeskNews) => void;
  readonly heard: DeskNews[];
  readonly clock: { now: number };
  readonly centre: CentreInfo;
  /** Sends what is unanswered, up to `most` changes. */
  readonly push: (centre: PureCentre, most?: number) => void;
  /** First copy or feed, to its end. */
  readonly pull: (centre: PureCentre) => void;
  /** Also done when the test is over. */
  readonly close: () => void;
};

/** A desk over a real database, without passphrase and network: for what happens between typing and the line. */
export async function openTestDesk(login: string): Promise<TestDesk> {
  const dir = mkdtempSync(join(tmpdir(), "guichet-desk-"));
  const db = unwrap(await openDb({ dir, key: Uint8Array.from(randomBytes(32)), now: Date.now }), "db");
  const close = (): void => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  };
  onTestFinished(close);
  const clock = { now: Date.parse("2020-05-15T08:00:00Z") };
  const now = (): number => (clock.now += 1);
  const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
  const replica: Replica = { replica: id<ReplicaId>(uuidV7(now(), random(16))), bank: id<BankId>(BANK), owner: login as UserId, key: generateReplicaKey() };
  db.transaction((write) => {
    insertReplica(write, replica, EMPTY_LINE.hash, now());
    putSetting(write, "me", JSON.stringify(advisor(login)));
    putSetting(write, "businessDate", "2020-05-15");
  });
  const heard: DeskNews[] = [];
  const centre = createCentreInfo({ version: "test", host: "test", now }, () => undefined);
  centre.heardDate("2020-05-15");
  const desk = createDesk({ now, randomBytes: random }, { db, replica, opensBy: { way: "passphrase", wanted: "passphrase" }, profile: { id: "", name: "", bank: "", branch: "" } }, centre, (news) => heard.push(news));
  const epoch = id<EpochId>(EPOCH);
  const context = { desk, epoch, recovering: false };
  const pull = (pure: PureCentre): void => {
    const cursor = listCursors(db.read).find(({ branch }) => branch === BRANCH);
    const common = { epoch: { n: 1, id: EPOCH }, businessDate: "2020-05-15", rules: "r", have: 0 };
    if (cursor === undefined || cursor.snapshot !== undefined) {
      const { n, files, next } = pure.snapshot(BRANCH, cursor?.snapshot?.after, 3);
      unwrap(takeInSnapshot(context, id(BRANCH), { ...common, n: cursor?.n ?? n, files: [...files], ...(next === undefined ? {} : { next }) }), "snapshot");
      if (next !== undefined) pull(pure);
      return;
    }
    const feed = pure.feed(BRANCH, cursor.n, 3);
    unwrap(takeInFeeds(context, { ...common, feeds: [{ branch: BRANCH, n: feed.n, entries: [...feed.entries], more: feed.more }] }), "feed");
    if (feed.more) pull(pure);
  };
  return {
    ...desk, heard, clock, centre, pull, close,
    push: (pure, most = 1_000) => {
      const { answered, head } = getLine(db.read);
      if (head.seq === answered) return;
      const pushed = pure.push(replica.replica, answered + 1, listToSend(db.read, answered + 1, most));
      if ("error" in pushed) throw new Error(pushed.error.code);
      unwrap(takeVerdicts(desk, answered + 1, pushed.verdicts), "verdicts");
    },
  };
}
