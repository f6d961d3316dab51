import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const heartbeatMs = 2_000;
const staleMs = 30_000;
const pollMs = 200;

/**
 * Runs `work` while no other process holds the lock file; waits as long as its holder lives.
 * A holder touches its file every two seconds: one that is dead, or silent for thirty, is set aside.
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, staleAfterMs?: number }} [options] onWait: called once when somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait = () => {}, staleAfterMs = staleMs } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  let told = false;
  while (!tryCreate(path, mine)) {
    if (isStale(path, staleAfterMs)) setAside(path, staleAfterMs);
    else {
      if (!told) onWait();
      told = true;
      await sleep(pollMs);
    }
  }
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  heartbeat.unref();
  const release = () => {
    if (readText(path) === mine) rmSync(path, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    release();
  }
}

/** @param {string} path @param {string} text */
function tryCreate(path, text) {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path @param {number} staleAfterMs */
function isStale(path, staleAfterMs) {
  const text = readText(path);
  const age = ageMs(path);
  if (text === undefined || age === undefined) return false;
  return age > staleAfterMs || !holderLives(text);
}

/**
 * Only one process at a time sets a dead lock aside, and it looks again before it does:
 * otherwise the second of two could remove the fresh lock that the first has just taken.
 * @param {string} path @param {number} staleAfterMs
 */
function setAside(path, staleAfterMs) {
  const broom = `${path}.broom`;
  const broomAge = ageMs(broom);
  if (broomAge !== undefined && broomAge > staleAfterMs) rmSync(broom, { force: true });
  if (!tryCreate(broom, String(process.pid))) return;
  try {
    if (isStale(path, staleAfterMs)) rmSync(path, { force: true });
  } finally {
    rmSync(broom, { force: true });
  }
}

/** An unreadable or half-written holder counts as alive: its age decides. @param {string} text */
function holderLives(text) {
  try {
    const { pid, host } = JSON.parse(text);
    if (host !== hostname()) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The lock was set aside or the folder removed: release() sees that it is no longer ours.
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
