import type { Dispatcher } from "undici";
import { realClock } from "../../support/run-curve.ts";
import { callsOf, isSpoken, type Call, type Said, type Thing } from "../recording-java.ts";
import { aFunction, aList, aNumber, aText, aThing } from "./arguments.ts";
import { judgeChecks, type SaidCheck } from "./judge-checks.ts";
import { StandInSession } from "./stand-in-session.ts";

/** One line of Gatling's report: a request, or a wait that the simulation counts as one (`text` undefined). */
export type Reported = { readonly user: number; readonly name: string; readonly ms: number; readonly fault: string | undefined; readonly text: string | undefined };

type Play = { readonly pool: Dispatcher; readonly authorization: string; readonly next: () => Readonly<Record<string, string>>; readonly report: Reported[] };
/** `isBlock`: a failed user leaves it at once. */
type Place = { readonly user: number; readonly isBlock: boolean };

class BlockExit extends Error {
  readonly session: StandInSession;
  constructor(session: StandInSession) {
    super("a failed user leaves her block");
    this.session = session;
  }
}

/**
 * Plays a recorded simulation over plain HTTP, far enough for ours: users arrive at their rates, take the next line of the file, send, judge and
 * wait as was said. Everything that was not foreseen fails it, so that a simulation which says more than is understood here is noticed.
 */
export async function play(setUp: Thing, pool: Dispatcher, arrivals: readonly Readonly<Record<string, string>>[]): Promise<readonly Reported[]> {
  const [population] = (callsOf(setUp, "setUp")[0] ?? []).flatMap(aList).map(aThing);
  const [protocol] = (callsOf(setUp, "protocols")[0] ?? []).flatMap(aList).map(aThing);
  if (population === undefined || protocol === undefined) throw new Error("no population, or no protocol");
  let taken = 0;
  const next = (): Readonly<Record<string, string>> => arrivals[taken++] ?? fail("the feeder is empty");
  const game: Play = { pool, authorization: aText(callsOf(protocol, "authorizationHeader")[0]?.[0]), next, report: [] };
  const users: Promise<unknown>[] = [];
  const faults: unknown[] = [];
  for (const step of callsOf(population, "injectOpen").flat().flatMap(aList).map(aThing)) {
    for (const waitMs of instantsOf(step)) {
      users.push(run(game, population.calls, new StandInSession(), { user: users.length, isBlock: false }).catch((fault: unknown) => faults.push(fault)));
      if (faults.length === 0) await realClock.sleep(waitMs);
    }
  }
  await Promise.all(users);
  if (faults.length > 0) throw faults[0];
  return game.report;
}

/** Gatling rounds the users of whole seconds, and spaces them evenly. */
function instantsOf(step: Thing): readonly number[] {
  const perSecond = aNumber(callsOf(step, "constantUsersPerSec")[0]?.[0]);
  const seconds = aNumber(callsOf(aThing(callsOf(step, "during")[0]?.[0]), "ofSeconds")[0]?.[0]);
  return Array<number>(Math.round(Math.trunc(seconds) * perSecond)).fill(1000 / perSecond);
}

const things = (game: Play, said: readonly Said[], session: StandInSession, place: Place): Promise<StandInSession> =>
  said.reduce<Promise<StandInSession>>(async (before, one) => {
    const after = isSpoken(one) ? aSession(one(await before)) : await run(game, aThing(one).calls, await before, place);
    if (place.isBlock && after.isFailed()) throw new BlockExit(after);
    return after;
  }, Promise.resolve(session));

/** A chain: some of its words take the next one as what they rule. */
async function run(game: Play, calls: readonly Call[], before: StandInSession, place: Place): Promise<StandInSession> {
  let session = before;
  for (let c = 0; c < calls.length; c += 1) {
    const { method, args = [] } = calls[c] ?? fail("no call");
    const ruled = (): readonly Said[] => calls[(c += 1)]?.args ?? fail(`${method} of nothing`);
    switch (method) {
      case "scenario": case "injectOpen": break;
      case "feed": session = Object.entries(game.next()).reduce((fed, [name, value]) => fed.set(name, value), session); break;
      case "exec": session = await things(game, args, session, place); break;
      case "group": session = await things(game, ruled(), session, place); break;
      case "doIf": {
        const said = ruled();
        if (aFunction(args[0])(session) === true) session = await things(game, said, session, place);
        break;
      }
      case "asLongAs": {
        const said = ruled();
        const counter = args[1] === undefined ? "loop" : aText(args[1]);
        for (session = session.set(counter, 0); aFunction(args[0])(session) === true; session = session.set(counter, Number(session.get(counter)) + 1)) session = await things(game, said, session, place);
        break;
      }
      case "exitBlockOnFail": session = await things(game, ruled(), session, { ...place, isBlock: true }).catch((error: unknown) => (error instanceof BlockExit ? error.session : Promise.reject(error))); break;
      case "dummy": return await wait(game, calls, session, place);
      case "http": return await send(game, calls, session, place);
      default: throw new Error(`nobody plays ${method}`);
    }
  }
  return session;
}

async function wait(game: Play, calls: readonly Call[], session: StandInSession, { user }: Place): Promise<StandInSession> {
  const [name, time] = calls[0]?.args ?? [];
  const ms = isSpoken(time) ? Number(time(session)) : aNumber(time);
  const isGood = !calls.some(({ method, args }) => method === "withSuccess" && args?.[0] === false);
  await realClock.sleep(ms);
  game.report.push({ user, name: aText(name), ms, fault: isGood ? undefined : "said to fail", text: undefined });
  return isGood ? session : session.markAsFailed();
}

async function send(game: Play, calls: readonly Call[], session: StandInSession, { user }: Place): Promise<StandInSession> {
  const said = { type: "HttpRequest", calls };
  const headers: Record<string, string> = { authorization: session.expand(game.authorization) };
  for (const [name, value] of callsOf(said, "header")) headers[aText(name).toLowerCase()] = session.expand(aText(value));
  const [text] = callsOf(said, "body").map(([body]) => session.expand(aText(callsOf(aThing(body), "StringBody")[0]?.[0])));
  const { method, args } = calls[1] ?? fail("a request goes nowhere");
  const asked = method === "get" ? "GET" : method === "post" ? "POST" : fail(`nobody plays ${method}`);
  const start = realClock.now();
  const answer = await game.pool.request({ method: asked, path: session.expand(aText(args?.[0])), headers, body: text ?? null });
  const response = { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  const { session: after, fault } = judgeChecks(response, checksOf(calls), session);
  game.report.push({ user, name: aText(callsOf(said, "http")[0]?.[0]), ms: realClock.now() - start, fault, text: response.text });
  return after;
}

const checksOf = (calls: readonly Call[]): readonly SaidCheck[] => calls.flatMap(({ method, args = [] }, c): readonly SaidCheck[] => {
  if (method === "check") return args.flatMap(aList).map((check) => ({ check: aThing(check), condition: undefined }));
  if (method === "checkIf") return (calls[c + 1]?.args ?? []).flatMap(aList).map((check) => ({ check: aThing(check), condition: aFunction(args[0]) }));
  return [];
});

const aSession = (value: unknown): StandInSession => (value instanceof StandInSession ? value : fail("a function gave no session"));
const fail = (message: string): never => { throw new Error(message); };
