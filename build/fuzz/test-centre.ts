import { Agent, request, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { err, ok } from "../../shared/kernel/result.ts";
import { errorAnswerSchema, type Verdict } from "../../shared/sync/protocol.ts";
import { createHttpServer } from "../../sync-server/http/create-http-server.ts";
import { roomyLimits } from "../../sync-server/http/testing/roomy-limits.ts";
import { openFolderStore } from "../../sync-server/objects/folder-store.ts";
import { createMemoryCentre } from "../../sync-server/testing/memory/memory-store.ts";
import { createSmallWorld } from "../../sync-server/testing/small-world.ts";
import { newId, type Workstation } from "../../sync-server/testing/workstation.ts";
import type { JsonSchema } from "./near-schema.ts";
import { jsonText } from "./near-json.ts";
import type { Outcome } from "./parser.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** Ids that inputs name, so that the same input means the same thing at every centre. */
export const IDS = {
  centre: "f0000000-0000-4000-8000-0000000000c0", epoch: "f0000000-0000-4000-8000-0000000000e0", replica: "f0000000-0000-4000-8000-0000000000f0", branch: "f0000000-0000-4000-8000-0000000000b0", bank: "f0000000-0000-4000-8000-0000000000ba", file: "f0000000-0000-4000-8000-0000000000d0",
} as const;

export type RouteFacts = { readonly method: string; readonly path: string; readonly schema: JsonSchema | undefined };
export type TestCentre = {
  /** Listens on a free port from the first time on. */
  readonly port: () => Promise<number>;
  readonly routes: readonly RouteFacts[];
  /** Throws where the answer is a finding. */
  readonly ask: (method: string, url: string, subject: string | undefined, headers: Readonly<Record<string, string>>, body: string) => Promise<Outcome>;
  /** Seals and sends a story of changes of one file, and reads the feed again. */
  readonly tell: (story: readonly unknown[]) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

const MANY = 1_000_000_000;

/** The whole centre but its database: routes, judgement and feeds over the store that the contracts hold to the real ones. */
export async function openTestCentre(): Promise<TestCentre> {
  const objects = scratchFolder("none");
  const world = await createSmallWorld(createMemoryCentre().connect(), { objects: openFolderStore(objects.folder) });
  const [bank] = world.directory.banks;
  if (bank === undefined) throw new Error("a world without a bank");
  const logged: string[] = [];
  const note = (facts: unknown, event: string): void => void (event === "request failed" && logged.push(JSON.stringify(facts)));
  const { app } = await createHttpServer({
    services: world.services, now: Date.now,
    verify: async (token) => (token.startsWith("good.") ? ok({ issuer: bank.issuer, subject: `${token.slice(5)}@${bank.id}`, bank: undefined, expiresAtMs: Date.now() + 60_000 }) : err({ code: "G3001" })),
    signIn: async () => ({ issuer: "http://127.0.0.1/oidc", clientId: "guichet-desktop", audience: "urn:guichet:api" }),
    accounts: [], metricsToken: undefined, trustedProxies: [], isHttps: false, limits: { ...roomyLimits, perPerson: MANY, perDevice: MANY, perAddress: MANY, newsPerPerson: 0 },
    verification: { page: undefined, origin: undefined, inside: 32, pointsPerAddress: MANY }, verificationAddress: () => "https://centre.example/verification", log: { info: note, warn: note, error: note },
  }, "0.0.0-fuzz");
  await app.ready();
  const marie = await world.workstation("marie");
  const own = { ...IDS, centre: world.address.centre, epoch: world.address.epoch, replica: marie.replica, branch: bank.branches[0]?.id ?? "", bank: bank.id, file: newId() };
  const places = Object.entries(IDS).map(([name, stands]) => [stands, own[name as keyof typeof IDS]] as const);
  const filled = (text: string): string => places.reduce((whole, [stands, real]) => whole.replaceAll(stands, real), text);

  let listening: Promise<string> | undefined;
  const port = async (): Promise<number> => Number(new URL(await (listening ??= app.listen({ host: "127.0.0.1", port: 0 }))).port);
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });

  const ask: TestCentre["ask"] = async (method, url, subject, headers, body) => {
    const path = filled(url);
    if (!/^[\u0021-\u007e]+$/.test(path + (subject ?? ""))) return "refused no-address"; // not sent by any client of HTTP; centre-http sends such
    const answer = await send({ agent, host: "127.0.0.1", port: await port(), method, path, headers: { ...headers, ...(subject === undefined ? {} : { authorization: `Bearer good.${subject}` }) } }, filled(body));
    const { status } = answer;
    if (status >= 500) throw new Error(`${method} ${url.slice(0, 40).split("?")[0]} is answered ${status} ${logged.splice(0).join(" ")}`);
    if (status < 400) return `accepted ${method} ${url.split("?")[0]?.slice(0, 40)} ${status}`;
    if (method === "HEAD") return `refused ${status}`;
    const told = errorAnswerSchema.safeParse(JSON.parse(answer.body));
    if (!told.success || answer.headers["x-error-code"] !== told.data.code) throw new Error(`${method} ${url.slice(0, 40)} is refused ${status} without a code`);
    return `refused ${url.split("?")[0]?.slice(0, 40)} ${told.data.code} ${String(told.data.params["path"] ?? "").slice(0, 30)}`;
  };
  const stories = createStories(objects.folder);
  return {
    port, routes: await describedRoutes(app), ask, tell: stories.tell,
    close: async () => {
      agent.destroy();
      await Promise.all([app.close(), stories.close()]);
      await world.services.close().finally(objects.remove);
    },
  };
}

/** A store keeps what it took, and each story reads all of its feed: past so many another centre hears them. */
const STORIES_OF_A_CENTRE = 200;
function createStories(folder: string) {
  let told = 0;
  let at: { readonly from: Workstation; readonly branch: string; readonly close: () => Promise<void> } | undefined;
  const close = async (): Promise<void> => {
    await at?.close();
    at = undefined;
  };
  const open = async () => {
    const { services, directory, workstation } = await createSmallWorld(createMemoryCentre().connect(), { objects: openFolderStore(folder) });
    return { from: await workstation("marie"), branch: directory.banks[0]?.branches[0]?.id ?? "", close: () => services.close() };
  };
  return {
    close,
    tell: async (story: readonly unknown[]): Promise<Outcome> => {
      if (told % STORIES_OF_A_CENTRE === 0) await close();
      told += 1;
      at ??= await open();
      return await tellStory(at.from, at.branch, story);
    },
  };
}

const pathSchema = z.record(z.string(), z.record(z.string(), z.looseObject({ requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()) })) }).optional(), parameters: z.array(z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()) })).optional() })));

/** As the centre publishes them: a route that is added is fed from then on. */
async function describedRoutes(app: FastifyInstance): Promise<readonly RouteFacts[]> {
  const { paths } = z.looseObject({ paths: pathSchema }).parse((await app.inject({ method: "GET", url: "/openapi.json" })).json());
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { requestBody, parameters }]) => ({
    method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, IDS.file),
    schema: requestBody?.content["application/json"]?.schema ?? (parameters === undefined ? undefined : { type: "object", properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])) }),
  })));
}

type Answered = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
/** Over a real connection: what is asked past the network's own door keeps memory that no server keeps. */
const send = (options: RequestOptions, body: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asked = request(options, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece)).once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces).toString("utf8") })).once("error", reject);
    });
    asked.once("error", reject).end(body);
  });

const firstOf = (verdict: Verdict): unknown => (verdict.kind === "duplicate" ? verdict.first : verdict);

async function tellStory(from: Workstation, branch: string, story: readonly unknown[]): Promise<Outcome> {
  const file = newId();
  const first = from.nextSeq();
  for (const one of story) {
    const { kind, body, base, head } = typeof one === "object" && one !== null ? (one as Readonly<Record<string, unknown>>) : {};
    from.seal({ file, kind: typeof kind === "string" ? kind : "created", rawBody: typeof body === "string" ? body : jsonText(body), base: typeof base === "number" ? base : 0, head: typeof head === "object" && head !== null ? head : {} });
  }
  if (from.nextSeq() === first) return "refused nothing";
  const answer = await from.push(first);
  if (!answer.ok) throw new Error(`a push of one's own line is refused whole: ${answer.error.code} ${jsonText(answer.error.params)}`);
  const verdicts = answer.value.verdicts.map((verdict) => (verdict.kind === "refused" ? verdict.code : verdict.kind));
  if (verdicts.length !== from.nextSeq() - first) throw new Error("a change without a verdict");
  if (verdicts.includes("G5001")) throw new Error("a change is refused by a fault of ours");
  const [again, feed] = [await from.push(first), await from.pull([{ branch, n: 0 }], 2_000)];
  if (!again.ok || !isDeepStrictEqual(again.value.verdicts.map(firstOf), answer.value.verdicts.map(firstOf))) throw new Error("the same push again has other verdicts");
  if (!feed.ok) throw new Error("the feed cannot be read any more");
  JSON.stringify(feed.value);
  return `${verdicts.some((verdict) => !/^G\d/.test(verdict)) ? "accepted" : "refused"} ${verdicts.slice(0, 4).join(",")}`;
}
