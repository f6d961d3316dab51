import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { helloSchema, meSchema } from "../../shared/sync/protocol.ts";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { ask, remoteServices } from "../../sync-server/testing/remote-services.ts";
import { createWorkstation } from "../../sync-server/testing/workstation.ts";
import { openTokens, type DeskTokens } from "./desk-tokens.ts";
import { createLineDesk, type LineDesk } from "./line-desk.ts";
import type { LoadAnswer, LoadEnded, LoadOrder } from "./load-orders.ts";

/** The load, in a process of its own: simulated workstations that seal at a fixed rate whatever becomes of what they sent before. */
const say = (answer: LoadAnswer): void => void process.send?.(answer);
const now = (): number => performance.timeOrigin + performance.now();
// Ctrl-C is for the program that started this one, whose end is ours.
process.on("SIGINT", () => undefined).on("disconnect", () => process.exit());

const desks: LineDesk[] = [];
const tokens: DeskTokens[] = [];
const errors: Record<string, number> = {};
let perSecond = 1;
const over = new AbortController();
let sealing: Promise<void> = Promise.resolve();

async function openDesk(number: number, { address, signIn, refreshMs, desks: of }: Extract<LoadOrder, { kind: "open" }>): Promise<void> {
  const advisors = demonstrationPeople.filter(({ role }) => role === "advisor");
  const own = await openTokens(signIn, advisors[number % advisors.length]?.login ?? "", refreshMs, refreshMs + (refreshMs * number) / of);
  const hello = helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json());
  const me = unwrap(await ask(address, own.access(), "/v1/me", meSchema), "me");
  const caller = {
    user: me.user, name: me.name, role: me.role, bank: me.bank === undefined ? undefined : { id: id<BankId>(me.bank.id), name: me.bank.name },
    branches: me.branches.map((branch) => ({ ...branch, id: id<BranchId>(branch.id) })),
  };
  const line = createWorkstation(remoteServices(address, own.access()), caller, { centre: hello.centre, epoch: hello.epoch.id });
  unwrap(await line.enrol(), "enrol");
  tokens.push(own);
  desks.push(createLineDesk({ number, address, line, tokens: own, now, count: (code) => { errors[code] = (errors[code] ?? 0) + 1; } }));
}

/** Each batch at its instant; one that is late starts at once, and counts from when it was due. */
async function seal(): Promise<void> {
  const start = now();
  for (let i = 0; !over.signal.aborted; i += 1) {
    const due = start + (i * 1_000) / perSecond;
    if (due - now() > 0.5) await pause(due - now(), undefined, { signal: over.signal }).catch(() => undefined);
    if (!over.signal.aborted) desks[i % desks.length]?.seal(due);
  }
}

async function end(patienceMs: number): Promise<LoadEnded> {
  over.abort();
  await sealing;
  for (const until = now() + patienceMs; desks.some((desk) => desk.waiting() > 0) && now() < until; ) await pause(50);
  for (const own of tokens) own.close();
  const told = desks.flatMap((desk) => desk.told());
  const sum = (of: "refreshed" | "failed"): number => tokens.reduce((total, own) => total + own.counts()[of], 0);
  return {
    batches: desks.flatMap((desk) => desk.batches()), errors, stopped: desks.flatMap((desk) => desk.stopped() ?? []), refreshed: sum("refreshed"), refreshFailed: sum("failed"),
    numbers: told.flatMap((verdict) => (verdict.kind === "accepted" && verdict.number !== undefined ? [verdict.number] : [])),
    changes: told.length, files: desks.reduce((total, desk) => total + desk.batches().filter(({ accepted }) => accepted !== undefined).length, 0),
  };
}

async function obey(order: LoadOrder): Promise<LoadAnswer> {
  switch (order.kind) {
    case "open":
      perSecond = order.perSecond;
      for (let number = 0; number < order.desks; number += 1) await openDesk(number, order);
      return { kind: "opened" };
    case "begin":
      sealing = seal();
      return { kind: "begun" };
    case "end": return { kind: "ended", told: await end(order.patienceMs) };
    case "recount": {
      const wrong: string[] = [];
      for (const desk of desks) wrong.push(...(await desk.recount()));
      return { kind: "recounted", asked: desks.reduce((total, desk) => total + desk.told().length, 0), wrong };
    }
  }
}

process.on("message", (order: LoadOrder) => void obey(order).then(say, (error: unknown) => say({ kind: "failed", why: error instanceof Error ? (error.stack ?? error.message) : String(error) })));
