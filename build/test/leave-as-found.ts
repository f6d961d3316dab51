import { afterAll, beforeAll, expect, vi } from "vitest";

/**
 * Before each file of the fast tests. They share their process and its modules, which spares most of their time;
 * so a file has to leave the process as it found it, or it has failed.
 */
const look = () => ({ env: { ...process.env }, folder: process.cwd(), exitCode: process.exitCode, hasFakeTimers: vi.isFakeTimers() });

/** Node defines some of its globals when they are first read: of those the name has to do. */
const lookAtGlobals = (): ReadonlyMap<string, unknown> => new Map(Object.entries(Object.getOwnPropertyDescriptors(globalThis)).map(([name, { value }]) => [name, typeof value === "function" ? value : undefined]));

const found = look();
const globals = lookAtGlobals();
/** Loading a package may define globals of its own, for good. */
let known: ReadonlyMap<string, unknown> = globals;
beforeAll(() => { known = lookAtGlobals(); });

afterAll(() => {
  const left = lookAtGlobals();
  const added = [...left.keys()].filter((name) => !known.has(name));
  const changed = [...globals].filter(([name, value]) => !left.has(name) || (value !== undefined && left.get(name) !== value)).map(([name]) => name);
  expect({ ...look(), globals: [...added, ...changed] }, "this file leaves the process other than it found it").toEqual({ ...found, globals: [] });
});
