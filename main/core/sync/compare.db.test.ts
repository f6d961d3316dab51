import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { id, type BranchId, type FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";
import { listBranchChecks } from "../db/branch-checks.ts";
import type { LocalDb, WritableDb } from "../db/connection.ts";
import { listCursors } from "../db/cursors.ts";
import { listTruth } from "../db/file-truth.ts";
import { openDb } from "../db/open-db.ts";
import { sql } from "../db/sql.ts";
import { uuidToBlob } from "../db/uuid-blob.ts";
import type { CoreDeps } from "../deps.ts";
import { openKeyFile } from "../keys/key-file.ts";
import { BRANCH, OTHER_BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openAgain, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, type, until } from "../test-support/open-core.ts";
import { MOST_ASKS } from "./compare.ts";

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let deps: CoreDeps;
let core: Core;
let files: readonly FileId[];
const asks = (path = "/v1/buckets"): number => centre.heard.filter((one) => one.path === path).length;

/** A workstation that holds six files as the centre has them. */
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  deps = testDeps(folder.dir, centre.url);
  core = await openFirstTime(deps, "anne");
  const made: FileId[] = [];
  for (let n = 0; n < 6; n += 1) {
    const file = await newFile(core, { legalName: `Dossier ${n}` });
    unwrap(await core.handlers["files.seal"]({ file }), "seal");
    made.push(file);
  }
  files = made;
  await settled(core);
  await until("the feed is followed", async () => (await core.handlers["files.list"](ALL)).rows.every(({ place }) => place.kind === "centre"));
  // What is due by itself is over, and nothing else is for a day.
  await until("compared", async () => (await core.handlers["sync.status"](undefined)).check !== undefined);
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});
const ALL = { search: "", filter: "all", sort: "name", offset: 0, limit: 50 } as const;

/** Somebody with the key, while the program is closed. */
async function behindItsBack<T>(work: (db: LocalDb) => T): Promise<T> {
  await core.close();
  const dir = join(folder.dir, "profiles", readdirSync(join(folder.dir, "profiles"))[0] ?? "");
  const key = unwrap(await openKeyFile({ dir, vault: deps.keyVault, randomBytes: deps.randomBytes }, PASSPHRASE), "key");
  const db = unwrap(await openDb({ dir, key: key.key, now: Date.now }), "db");
  try {
    return work(db);
  } finally {
    db.close();
    core = await openAgain(deps);
  }
}
const tamper = (how: (db: WritableDb) => void): Promise<void> => behindItsBack((db) => db.transaction((write) => how(write)));
const file = (n: number): Uint8Array => uuidToBlob(files[n] ?? id<FileId>(""));
const compare = async () => unwrap(await core.handlers["sync.compare"](undefined), "compare");
/** What is held, against what the centre has. */
const truths = async () => (await behindItsBack((db) => listTruth(db.read, 0, 100))).map(({ file: one, version, hash, branch, left }) => ({ file: one, version, hash, branch, left })).toSorted((a, b) => (a.file < b.file ? -1 : 1));
const expected = () => centre.pure.snapshot(BRANCH, undefined, 100).files.map(({ file: one, version, hash }) => ({ file: one, version, hash, branch: BRANCH, left: false })).toSorted((a, b) => (a.file < b.file ? -1 : 1));

describe("damage to what the centre told", () => {
  test("[SY61] what was copied from the centre is compared by itself, and is the same", async () => {
    expect((await core.handlers["sync.status"](undefined)).check).toMatchObject({ mended: 0, differs: false });
    const before = asks();
    expect(await compare()).toMatchObject([{ outcome: "same", files: 6, mended: 0 }]);
    expect(asks()).toBe(before + 1);
    expect([asks("/v1/buckets/list"), asks("/v1/buckets/files")]).toEqual([0, 0]);
    expect(centre.alarms).toEqual([]);
  });

  test.each([
    ["a state changed", sql`UPDATE file_truth SET state = replace(state, 'Dossier 2', 'Dossier 9') WHERE file = `, 2],
    ["a wrong version", sql`UPDATE file_truth SET version = 7 WHERE file = `, 3],
    ["a wrong hash", sql`UPDATE file_truth SET hash = 'x' WHERE file = `, 4],
    ["another branch", sql`UPDATE file_truth SET branch = zeroblob(16) WHERE file = `, 5],
    ["marked as left", sql`UPDATE file_truth SET left_at = 1 WHERE file = `, 1],
    ["a file missing", sql`DELETE FROM file_truth WHERE file = `, 0],
  ] as const)("[SY62] %s: that file alone is fetched anew, and it is told here and at the centre", async (_what, query, n) => {
    await tamper((db) => db.run({ text: `${query.text}?`, values: [...query.values, file(n)] }));
    expect(await compare()).toMatchObject([{ outcome: "mended", files: 6, mended: 1, error: undefined }]);
    expect(centre.fetched).toEqual([files[n]]);
    expect(centre.alarms).toMatchObject([{ kind: "mismatch", have: 1, branch: BRANCH }]);
    expect((await core.handlers["sync.status"](undefined)).check).toMatchObject({ mended: 1, differs: false });
    expect((await core.handlers["files.list"](ALL)).rows.map(({ name }) => name)).toEqual(files.map((_, at) => `Dossier ${at}`));
    expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
    expect(await truths()).toEqual(expected());
    expect(await compare()).toMatchObject([{ outcome: "same", mended: 0 }]);
  });

  test("[SY62] a file too many goes, and nothing is fetched", async () => {
    const stray = id<FileId>("018f0000-0000-7000-8000-0000000000aa");
    await tamper((db) => db.run(sql`INSERT INTO file_truth (file, branch, version, hash, state) SELECT ${uuidToBlob(stray)}, branch, version, hash, replace(state, file, ${stray satisfies string}) FROM file_truth LIMIT 1`));
    expect(await compare()).toMatchObject([{ outcome: "mended", mended: 1 }]);
    expect(centre.fetched).toEqual([]);
    expect(await truths()).toEqual(expected());
  });

  test("[SY62] four kinds at once, with work pending: what differs is fetched, what was typed is as it was, the cursor never goes back", async () => {
    const [one, two] = [files[0], files[1]];
    if (one === undefined || two === undefined) throw new Error("six files");
    centre.mischief = () => "cut";
    await type(core, one, { city: "Rennes" });
    await type(core, two, { city: "Brest" });
    unwrap(await core.handlers["files.seal"]({ file: two }), "seal");
    const stray = id<FileId>("018f0000-0000-7000-8000-0000000000aa");
    const cursorOf = (db: LocalDb) => listCursors(db.read).find(({ branch }) => branch === id<BranchId>(BRANCH))?.n;
    const before = await behindItsBack((db) => {
      db.transaction((write) => {
        write.run(sql`UPDATE file_truth SET state = replace(state, 'Dossier 0', 'Dossier 9') WHERE file = ${file(0)}`);
        write.run(sql`UPDATE file_truth SET version = 5 WHERE file = ${file(1)}`);
        write.run(sql`DELETE FROM file_truth WHERE file = ${file(2)}`);
        write.run(sql`INSERT INTO file_truth (file, branch, version, hash, state) SELECT ${uuidToBlob(stray)}, branch, version, hash, state FROM file_truth LIMIT 1`);
      });
      return cursorOf(db);
    });
    // What she did cannot leave: sending it is what is tried, and nothing is compared before it.
    centre.mischief = (path) => (path === "/v1/push" ? "cut" : "go-on");
    expect(await compare()).toMatchObject([{ outcome: "failed" }]);
    expect(centre.fetched).toEqual([]);
    centre.mischief = () => "go-on";
    await settled(core);
    await type(core, one, { tradeName: "Les Écluses" });
    // The first of them changed at the centre meanwhile, and came by the feed.
    expect(await compare()).toMatchObject([{ outcome: "mended", mended: 3 }]);
    expect(centre.fetched.toSorted()).toEqual([files[1], files[2]].toSorted());
    expect(await openFile(core, one)).toMatchObject({ fields: { city: "Rennes", legalName: "Dossier 0", tradeName: "Les Écluses" }, pending: ["tradeName"] });
    expect(await openFile(core, two)).toMatchObject({ fields: { city: "Brest", legalName: "Dossier 1" } });
    const after = await behindItsBack(cursorOf);
    expect(after ?? 0).toBeGreaterThanOrEqual(before ?? 0);
    await settled(core);
    expect(await truths()).toEqual(expected());
  });
});

describe("the centre meanwhile", () => {
  const move = (): void => {
    const [one] = files;
    if (one === undefined) throw new Error("six files");
    centre.pure.move(one, OTHER_BRANCH);
    centre.pure.move(one, BRANCH);
  };

  test("[SY61] a feed that goes on is followed first, and asked again", async () => {
    const before = asks();
    centre.mischief = (path) => {
      if (path === "/v1/buckets" && asks() === before + 1) move();
      return "go-on";
    };
    expect(await compare()).toMatchObject([{ outcome: "same", files: 6 }]);
    expect(asks()).toBe(before + 2);
  });

  test("[SY61] a branch that never rests is asked a few times, then later", async () => {
    await compare();
    const before = asks();
    centre.mischief = (path) => {
      if (path === "/v1/buckets") move();
      return "go-on";
    };
    expect(await compare()).toMatchObject([{ outcome: "moved", mended: 0 }]);
    expect(asks()).toBe(before + MOST_ASKS);
    const due = await behindItsBack((db) => listBranchChecks(db.read));
    expect(due[0]?.dueAt).toBeGreaterThan(Date.now());
  });

  test("[SY63] a centre behind what it told is an alarm: everything stops, nothing is mended", async () => {
    await tamper((db) => db.run(sql`DELETE FROM file_truth WHERE file = ${file(2)}`));
    const real = centre.pure.headOf(BRANCH);
    centre.mischief = (path, _request, response) => {
      if (path !== "/v1/buckets") return "go-on";
      const replicaHave = 6;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ epoch: { n: 1, id: "22222222-2222-7222-8222-222222222222" }, have: replicaHave, n: real - 2, files: 4, buckets: Array.from({ length: 256 }, () => "0".repeat(64)), at: Date.now() }));
      return "answered";
    };
    expect(await compare()).toMatchObject([{ outcome: "failed", error: { code: "G4011" } }]);
    expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "stopped", error: { code: "G4011" } });
    await until("told", () => centre.alarms.length > 0);
    expect(centre.alarms).toMatchObject([{ kind: "feed-ahead", have: real - 2, known: real }]);
    expect(centre.fetched).toEqual([]);
  });

  test("[SY65] told to wait, or by a centre that knows no buckets, the rest goes on and it is tried later", async () => {
    await compare();
    for (const [status, headers, code] of [[429, { "retry-after": "7" }, "G4004"], [404, {}, "G4005"]] as const) {
      centre.mischief = (path, _request, response) => {
        if (path !== "/v1/buckets") return "go-on";
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify({ code, params: {}, fields: [], request: "r" }));
        return "answered";
      };
      expect(await compare()).toMatchObject([{ outcome: "failed", error: { code } }]);
      expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "idle", error: undefined });
    }
  });

  test("a comparison that was not reached says so, and never what an earlier one found", async () => {
    expect(await compare()).toMatchObject([{ outcome: "same" }]);
    centre.mischief = () => "cut";
    expect(await compare()).toMatchObject([{ outcome: "failed", error: { code: "G5004" }, checkedAt: expect.any(Number) }]);
  });

  test("[SY61] what is typed and sealed during a comparison leaves before it ends", async () => {
    await compare();
    const order: string[] = [];
    const [one] = files;
    if (one === undefined) throw new Error("six files");
    await tamper((db) => db.run(sql`DELETE FROM file_truth WHERE file = ${file(2)}`));
    await settled(core);
    let isSealed = false;
    centre.mischief = (path) => {
      if (path.startsWith("/v1/buckets") || path === "/v1/push") order.push(path);
      if (path === "/v1/buckets/list" && !isSealed) {
        isSealed = true;
        void type(core, one, { city: "Rennes" }).then(() => core.handlers["files.seal"]({ file: one }));
      }
      return "go-on";
    };
    expect(await compare()).toMatchObject([{ outcome: "mended", mended: 1 }]);
    await settled(core);
    expect(order).toContain("/v1/push");
    expect(centre.fetched).toEqual([files[2]]);
  });
});
