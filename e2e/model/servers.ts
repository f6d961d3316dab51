import { errorCodes } from "../../shared/kernel/error-table.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { News } from "../../shared/sync/protocol.ts";
import { createServices } from "../../sync-server/domain/create-services.ts";
import type { Services } from "../../sync-server/domain/services.ts";
import { bucketRoutes } from "../../sync-server/http/buckets.ts";
import { enrolRoute } from "../../sync-server/http/enrol.ts";
import { errorAnswer } from "../../sync-server/http/error-answer.ts";
import { helloRoute } from "../../sync-server/http/hello.ts";
import { meRoute } from "../../sync-server/http/me.ts";
import { packsRoute } from "../../sync-server/http/packs.ts";
import { pullRoute } from "../../sync-server/http/pull.ts";
import { pushRoute } from "../../sync-server/http/push.ts";
import { restoreRoutes } from "../../sync-server/http/restore.ts";
import type { Route } from "../../sync-server/http/route.ts";
import { snapshotRoute } from "../../sync-server/http/snapshot.ts";
import type { Store } from "../../sync-server/store/store.ts";
import type { Flight, Wire } from "./network.ts";
import { roomyLimits } from "../../sync-server/http/testing/roomy-limits.ts";
import { ISSUER } from "./people.ts";

/** A page of the model, so that a copy of a branch and a feed take several. */
const PAGE = 4;

class Killed extends Error {}

export type Server = {
  readonly serve: (flight: Flight) => Promise<Wire>;
  /** Serves it, and dies before anything of it is committed. */
  readonly dieServing: (flight: Flight) => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly watch: (subject: string, listen: (news: News) => void) => Promise<() => void>;
  readonly services: () => Services;
  readonly close: () => Promise<void>;
};
export type ServerOptions = {
  readonly connect: () => Store;
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Faults that the services call bugs of theirs. */
  readonly onFault: (error: unknown) => void;
  /** Stands between the routes and the services: where the planted bugs of the domain are. */
  readonly wrapServices?: (services: Services) => Services;
};

/** One process of the centre: its real services behind its real routes, without the socket. Several may share one store. */
export async function openServer({ connect, now, randomBytes, onFault, wrapServices = (same) => same }: ServerOptions): Promise<Server> {
  let isDying = false;
  let opened = await open();

  async function open() {
    const services = wrapServices(await createServices({ store: mortal(connect()), demonstration: true, now: () => instant(now()), randomBytes, onError: onFault, gatherMs: 0 }));
    const routes: readonly Route[] = [
      helloRoute({
        services, now, verify: async () => await Promise.reject(new Error("unused")), signIn: async () => ({ issuer: ISSUER, clientId: "guichet", audience: "centre" }), accounts: undefined,
        limits: roomyLimits, isHttps: false, verificationAddress: () => "https://centre.example/verification", verification: { page: undefined, origin: undefined, inside: 0, pointsPerAddress: 0 }, metricsToken: undefined, trustedProxies: [],
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      }),
      meRoute(services), enrolRoute(services), pushRoute(services, { verdict: () => undefined, refusedChange: () => undefined, alarm: () => undefined }), packsRoute(services), pullRoute(services), snapshotRoute(services), ...bucketRoutes(services), ...restoreRoutes(services, () => undefined),
    ];
    return { services, routes: new Map(routes.map((route) => [route.path, route])) };
  }

  /** A process that dies just before a transaction commits: the store undoes it. */
  function mortal(store: Store): Store {
    return {
      ...store,
      push: (scope, work) => store.push(scope, async (tx) => {
        const answer = await work(tx);
        if (isDying) throw new Killed();
        return answer;
      }),
    };
  }

  async function serve({ path, subject, text }: Flight): Promise<Wire> {
    const { services, routes } = opened;
    const route = routes.get(path);
    if (route === undefined) return refuse("G4005");
    try {
      const caller = route.allow === undefined ? undefined : await services.findCaller(ISSUER, subject);
      if (route.allow !== undefined && caller === undefined) return refuse("G3001");
      if (route.allow !== undefined && caller !== undefined && !route.allow.admits(caller)) return refuse("G3002");
      const answer = await route.answer(caller, smallPage(text === "" ? {} : JSON.parse(text)), { address: "127.0.0.1" });
      if (answer.ok) return { status: 200, text: JSON.stringify(route.output.parse(answer.value)) };
      return { status: errorCodes[answer.error.code].status, text: JSON.stringify(errorAnswer(answer.error, "model")) };
    } catch (error) {
      if (error instanceof Killed) return "cut";
      onFault(error);
      return refuse("G5001");
    }
  }

  async function restart(): Promise<void> {
    await opened.services.close();
    opened = await open();
  }

  return {
    serve, restart,
    dieServing: async (flight) => {
      isDying = true;
      try {
        await serve(flight);
      } finally {
        isDying = false;
      }
      await restart();
    },
    watch: async (subject, listen) => {
      const caller = await opened.services.findCaller(ISSUER, subject);
      return caller === undefined ? () => undefined : opened.services.watch(caller, listen);
    },
    services: () => opened.services,
    close: async () => await opened.services.close(),
  };
}

const refuse = (code: "G4005" | "G3001" | "G3002" | "G5001"): Wire => ({ status: errorCodes[code].status, text: JSON.stringify(errorAnswer({ code }, "model")) });

function smallPage(body: unknown): unknown {
  return typeof body === "object" && body !== null && "limit" in body ? { ...body, limit: PAGE } : body;
}
