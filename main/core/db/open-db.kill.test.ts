import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sql } from "./sql.ts";
import { countNotes, mustOpen, newProfile, openProfile, type TestProfile } from "./testing-profile.ts";

const rounds = process.env["GUICHET_LONG"] === undefined ? 16 : 200;
const writer = fileURLToPath(new URL("./testing-writer.ts", import.meta.url));

type Life = { readonly said: readonly string[]; readonly ended: Promise<void>; readonly child: ChildProcess; readonly hears: (line: string) => Promise<void> };

function startWriter({ dir, key }: TestProfile, seed: number, leaveAt?: number): Life {
  const child = spawn(process.execPath, [writer], { stdio: ["pipe", "pipe", "inherit"] });
  const said: string[] = [];
  let rest = "";
  const waiting = new Map<string, () => void>();
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      said.push(line);
      waiting.get(line)?.();
    }
  });
  child.stdin.write(`${JSON.stringify({ dir, key: Buffer.from(key).toString("hex"), seed, leaveAt })}\n`);
  return {
    said, child,
    ended: new Promise((resolve) => void child.once("close", () => resolve())),
    hears: (line) => new Promise((resolve) => void (said.includes(line) ? resolve() : waiting.set(line, resolve))),
  };
}

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms));

test(`[LS1] [LS8] killed ${rounds} times at any instant, everything acknowledged is there and the witness raises no alarm`, async () => {
  const profile = newProfile();
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  let [random, acknowledged, killedBeforeOpen] = [seed, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    random = (random * 48_271) % 2_147_483_647;
    const life = startWriter(profile, random);
    // One round in four dies while starting, the others some moments after the first save.
    if (random % 4 !== 0) await life.hears("open");
    await pause(random % 4 === 0 ? random % 220 : random % 350);
    life.child.kill("SIGKILL");
    await life.ended;
    if (!life.said.includes("open")) killedBeforeOpen += 1;
    const numbers = life.said.filter((line) => /^\d+$/.test(line)).map(Number);
    acknowledged = Math.max(acknowledged, ...numbers);

    const opened = await openProfile(profile);
    const where = `seed ${seed}, round ${round}: ${JSON.stringify(opened.ok ? {} : opened.error)}; said last: ${life.said.at(-1)}`;
    expect(opened.ok, where).toBe(true);
    if (!opened.ok) return;
    const db = opened.value;
    const rows = countNotes(db);
    expect(rows, where).toBeGreaterThanOrEqual(acknowledged);
    expect(rows, where).toBeLessThanOrEqual(acknowledged + 1);
    expect(db.read.get(sql`SELECT coalesce(max(id), 0) AS n FROM note`), where).toEqual({ n: rows });
    expect(db.lastCommit().counter, where).toBe(rows + 1);
    expect(db.lastCommit().line.seq, where).toBe(rows);
    expect(db.checkPages(), where).toEqual([]);
    acknowledged = rows;
    db.close();
  }
  console.log(`seed ${seed}: ${acknowledged} commits kept over ${rounds} kills, ${killedBeforeOpen} of them while opening`);
  expect(acknowledged).toBeGreaterThan(rounds);
});

test("[LS11] a second Guichet is told G1004 while the first lives, and opens as soon as it was killed", async () => {
  const profile = newProfile();
  const life = startWriter(profile, 1);
  await life.hears("5");
  expect(await openProfile(profile)).toEqual({ ok: false, error: { code: "G1004" } });
  const second = startWriter(profile, 2);
  await second.ended;
  expect(second.said).toEqual(['{"code":"G1004"}']);
  life.child.kill("SIGKILL");
  await life.ended;
  expect(countNotes(await mustOpen(profile))).toBeGreaterThanOrEqual(5);
});

test("[LS8] a process that leaves without closing raises no alarm", async () => {
  const profile = newProfile();
  for (const leaveAt of [3, 9, 10, 80]) {
    const life = startWriter(profile, leaveAt, leaveAt);
    await life.ended;
    expect(life.said.at(-1)).toBe(String(leaveAt));
    const db = await mustOpen(profile);
    expect(countNotes(db)).toBe(leaveAt);
    db.close();
  }
});
