import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, inject, test } from "vitest";
import { until } from "../main/core/test-support/open-core.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { openFleet, type Served } from "./support/fleet.ts";
import { beginSlowPush } from "./support/slow-push.ts";
import { beginWork } from "./support/work-under-way.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of build/test/pg-global.ts, whose own saying of it belongs to another room's types. */
    pgUrl: string;
  }
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const SERVERS = 3;
const LEAVE_SECONDS = 2;

test(`${SERVERS} server processes on one PostgreSQL, replaced one by one under work: no request is lost or answered 5xx, and every change is kept once`, async () => {
  const fleet = await openFleet(inject("pgUrl"), LEAVE_SECONDS);
  undo.push(fleet.close);
  const { balancer } = fleet;
  const servers: Served[] = [];
  for (let n = 0; n < SERVERS; n += 1) servers.push(await fleet.start());
  const work = await beginWork(fleet);
  undo.push(work.close);
  const { probing } = work;
  await pause(1_000);
  const streamsBefore = work.streams();

  const slowly: string[] = [];
  for (const [at, old] of servers.entries()) {
    servers[at] = await fleet.start();
    const slow = await beginSlowPush(old.address, probing.token, probing, newId());
    old.child.kill("SIGTERM");
    // Not ready while it still listens and serves; then the listener is closed; then what was inside finishes.
    await until("it says that it is not ready", async () => (await fetch(`${old.address}/readyz`)).status === 503);
    expect((await fetch(`${old.address}/v1/hello`)).status).toBe(200);
    expect(old.out()).not.toContain('"stopped"');
    await until("nobody is let in", async () => !(await isListening(old.address)));
    expect(balancer.isUsed(old.address)).toBe(false);
    expect(await slow.finish()).toMatchObject({ status: 200, verdicts: ["accepted"] });
    slowly.push(slow.file);
    expect(await old.ended).toBe(0);
    balancer.remove(old.address);
  }
  await pause(1_000);
  await work.finish(slowly);
  // Each of the two workstations was on a server that has gone, and is told of news by another: the busy one once it rests, at its next look.
  await until("both listen again", () => work.streams() >= streamsBefore + 2);
});

const isListening = async (address: string): Promise<boolean> => {
  const { hostname, port } = new URL(address);
  return await new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
};
