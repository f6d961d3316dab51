import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isUuid } from "../../shared/kernel/ids.ts";
import type { Admission } from "./admission.ts";
import { allow } from "./allow.ts";
import type { SignedIn } from "./authenticate.ts";
import type { HttpDeps } from "./http-deps.ts";
import { openNewsStream } from "./news-stream.ts";
import { refuseAt, Refusal } from "./refusal.ts";

export const NEWS_PATH = "/v1/news";
/** Longest list of branches that one address line may hold. */
const MAX_BRANCHES = 200;

/** The person's rights are looked at again once a minute: news carry no data, and ten thousand streams must not load the store. */
const BEATS_A_LOOK = 4;

export type News = { readonly open: () => number; readonly closeAll: () => void };

/**
 * GET /v1/news?branches=…: an event stream of what was committed. A reader that connects first and then pulls misses nothing. It ends when
 * the token does, and when the person's rights have changed: the reader signs in or connects again. Past `newsPerPerson` streams of one
 * person the oldest ends, so that a reconnecting workstation is never refused for its own dead connection.
 */
export function registerNews(app: FastifyInstance, deps: HttpDeps, admission: Admission): News {
  const streams = new Map<string, Set<() => void>>();
  let isClosed = false;
  app.get(NEWS_PATH, {
    onRequest: async (request, reply) => {
      const signedIn = await admission.admit(request, allow("desk.keep"));
      const branches = branchesAsked(request, signedIn);
      if (isClosed) throw new Refusal({ code: "G5002" });
      openStream(deps, streams, { request, reply, signedIn, branches });
    },
    handler: async (_request, reply) => reply,
  });
  const all = (): readonly (() => void)[] => [...streams.values()].flatMap((ends) => [...ends]);
  return {
    open: () => all().length,
    closeAll: () => {
      isClosed = true;
      all().forEach((end) => end());
    },
  };
}

function branchesAsked(request: FastifyRequest, { caller }: SignedIn): ReadonlySet<string> {
  const parsed = z.object({ branches: z.string().max(MAX_BRANCHES * 37).optional() }).safeParse(request.query);
  if (!parsed.success) throw refuseAt("G4001", "branches", "malformed");
  const own = new Set<string>(caller.branches.map(({ id }) => id));
  if (parsed.data.branches === undefined) return own;
  const asked = parsed.data.branches.split(",");
  if (!asked.every(isUuid)) throw refuseAt("G4001", "branches", "not-an-id");
  if (!asked.every((branch) => own.has(branch))) throw new Refusal({ code: "G3002" });
  return new Set(asked);
}

type Reader = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly signedIn: SignedIn; readonly branches: ReadonlySet<string> };

function openStream({ services, limits, now }: HttpDeps, streams: Map<string, Set<() => void>>, { request, reply, signedIn, branches }: Reader): void {
  const { caller, token } = signedIn;
  reply.hijack();
  reply.raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform", "x-accel-buffering": "no",
    "x-content-type-options": "nosniff", "x-request-id": request.id,
  });
  // [SY71] Said with the head, so that whoever does not hear it knows that something on the way holds back.
  reply.raw.write("retry: 2000\n\n");
  const stream = openNewsStream(reply.raw);
  const stopWatching = services.watch(caller, (news) => {
    if (!("branch" in news) || branches.has(news.branch)) stream.tell(news);
  });
  const rights = rightsOf(caller);
  const hasSameRights = async (): Promise<boolean> => {
    const found = await services.findCaller(token.issuer, token.subject).catch(() => caller);
    return found !== undefined && rightsOf(found) === rights;
  };
  let beats = 0;
  const heart = setInterval(() => {
    stream.beat();
    beats += 1;
    if (now() >= token.expiresAtMs) end();
    else if (beats % BEATS_A_LOOK === 0) void hasSameRights().then((same) => (same ? undefined : end()));
  }, limits.heartbeatMs);
  heart.unref();
  const own = streams.get(caller.user) ?? new Set<() => void>();
  const end = (): void => {
    if (!own.delete(end)) return;
    if (own.size === 0) streams.delete(caller.user);
    clearInterval(heart);
    stopWatching();
    stream.close();
  };
  own.add(end);
  streams.set(caller.user, own);
  reply.raw.once("close", end);
  if (own.size > limits.newsPerPerson) [...own][0]?.();
}

const rightsOf = (caller: SignedIn["caller"]): string => `${caller.role} ${caller.bank?.id} ${caller.branches.map(({ id }) => id).join()}`;
