import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { acceptJson } from "./accept-json.ts";
import { createAdmission } from "./admission.ts";
import { answerErrors } from "./answer-errors.ts";
import { createAnswerBrokenRequest, createAnswerFrameworkError, refuseBrokenHeads, SERVER_OPTIONS } from "./answer-broken-request.ts";
import { answerUnknown } from "./answer-unknown.ts";
import { attestationRoute } from "./attestation.ts";
import { historyRoute } from "./history.ts";
import { packsRoute } from "./packs.ts";
import { branchKeysRoute } from "./branch-keys.ts";
import { bucketRoutes } from "./buckets.ts";
import { businessDateRoute } from "./business-date.ts";
import { boundConnections } from "./bound-connections.ts";
import { compressAnswers } from "./compress-answers.ts";
import { registerDocumentBytes } from "./document-bytes.ts";
import { diagnosticRoutes } from "./diagnostics.ts";
import { deviceRoutes } from "./devices.ts";
import { holdRoutes } from "./holds.ts";
import { proofRoute } from "./proof.ts";
import { createRefusedSubjects } from "./refused-subjects.ts";
import { peopleRoutes } from "./people.ts";
import { releasesRoute } from "./releases.ts";
import { policyRoutes } from "./policy.ts";
import { documentRoutes } from "./documents.ts";
import { createDoor } from "./door.ts";
import { endLeftBodies } from "./end-left-bodies.ts";
import { enrolRoute } from "./enrol.ts";
import { helloRoute } from "./hello.ts";
import type { HttpDeps } from "./http-deps.ts";
import { createLoadGate } from "./load-gate.ts";
import { absenceRoute } from "./absence.ts";
import { meRoute } from "./me.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { MAILBOX_PATH, registerMailbox } from "./mailbox.ts";
import { METRICS_PATH, registerMetrics } from "./metrics-route.ts";
import { NEWS_PATH, registerNews } from "./news.ts";
import { observeAnswers } from "./observe-answers.ts";
import { describeApi } from "./openapi.ts";
import { healthRoute, readyRoute } from "./probes.ts";
import { inspectionRoutes } from "./inspection.ts";
import { operatorRoutes } from "./operator.ts";
import { pullRoute } from "./pull.ts";
import { pushRoute } from "./push.ts";
import { quarantineRoutes } from "./quarantine.ts";
import { restoreRoutes } from "./restore.ts";
import { recoveryKeyRoutes } from "./recovery-key.ts";
import { registerRoutes } from "./register-routes.ts";
import { createRequestLimits } from "./request-limits.ts";
import type { Route } from "./route.ts";
import { listenByTls } from "./listen-by-tls.ts";
import { helmetOptions } from "./security-headers.ts";
import { sealedRoute } from "./sealed.ts";
import { snapshotRoute } from "./snapshot.ts";
import { traceRequests } from "./trace-requests.ts";
import { createTurns } from "./turns.ts";
import { allowOrigin } from "./verification/allow-origin.ts";
import { createPublicDoor, type PublicDoor } from "./verification/public-door.ts";
import { PAGE_PATH, servePage } from "./verification/serve-page.ts";
import { verificationKeysRoute } from "./verification/verification-keys.ts";
import { verifyRoute } from "./verification/verify.ts";

const OPENAPI_PATH = "/openapi.json";

export type HttpServer = {
  readonly app: FastifyInstance;
  /** What /metrics tells. */
  readonly measures: Registry;
  /** From here on /readyz says no and answers end their connections, so that what stands in front turns away; all work is still taken. */
  readonly leave: () => void;
  /** From here on /readyz says no, new work is told to wait, and event streams end. What is inside finishes. */
  readonly drain: () => void;
};

/** The server, not listening yet. Other doors (a demonstration's sign-in pages) may be registered on `app` before it does. */
export async function createHttpServer(deps: HttpDeps, version: string): Promise<HttpServer> {
  const { patience } = deps.limits;
  const app = fastify({
    logger: false, exposeHeadRoutes: false, requestIdHeader: false, genReqId: () => randomUUID(),
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    bodyLimit: 64 * 1024, requestTimeout: patience.requestMs, connectionTimeout: patience.silenceMs, keepAliveTimeout: patience.keepAliveMs, forceCloseConnections: "idle",
    http: { ...SERVER_OPTIONS, headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.checkMs },
    ...(deps.tls === undefined ? {} : { serverFactory: listenByTls(deps.tls, patience) }),
    clientErrorHandler: createAnswerBrokenRequest(deps.isHttps), frameworkErrors: createAnswerFrameworkError(deps.isHttps), return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  });
  boundConnections(app.server, deps.limits.connections);
  let isStopping = false;
  const gate = createLoadGate(deps.limits.inside);
  const unknown = createDoor({ atDoor: deps.limits.atDoor, perToken: deps.limits.insidePerPerson });
  const door = createPublicDoor({ ...deps.verification, now: deps.now });
  const turns = createTurns();
  const metrics = createMetrics({ inside: gate.inside, atDoor: unknown.inside, strangers: door.inside, streams: () => news.open(), anchors: deps.services.anchorAge, nights: deps.services.nightResults, mail: deps.services.mailCounts, vitals: deps.services.vitals, measures: deps.measures ?? [], now: deps.now, alone: () => deps.services.aloneBecause() !== undefined });

  await app.register(helmet, helmetOptions(deps.isHttps));
  await app.register(rateLimit, { global: false });
  acceptJson(app, patience, turns);
  endLeftBodies(app, patience);
  answerErrors(app, deps.log, patience);
  refuseBrokenHeads(app, deps.isHttps);
  if (deps.tracing !== undefined) traceRequests(app, deps.tracing);
  const refused = createRefusedSubjects(deps.services);
  observeAnswers(app, metrics, refused, deps);
  app.addHook("onSend", async (request) => turns.end(request));
  compressAnswers(app);
  app.addHook("onRequest", async (_request, reply) => {
    if (isStopping) reply.header("connection", "close");
  });

  const limits = createRequestLimits(app, deps.limits);
  const admission = createAdmission(deps, { limits, gate, door: unknown, turns, refused, each: deps.limits });
  const routes = listRoutes(deps, metrics, door, async () => !isStopping && (await deps.services.ready().catch(() => false)));
  registerRoutes(app, routes, admission, turns, door);
  await registerDocumentBytes(app, deps.services, admission, patience);
  if (deps.verification.origin !== undefined) allowOrigin(app, door, deps.verification.origin);
  if (deps.verification.page !== undefined) await servePage(app, door, deps.verification.page);
  const news = registerNews(app, deps, admission);
  registerMetrics(app, metrics, deps);
  registerMailbox(app, deps);
  const description = describeApi(routes, version);
  app.get(OPENAPI_PATH, { onRequest: admission.admitStranger }, async () => description);
  answerUnknown(app, admission, methodsByPath(routes, deps.verification.page === undefined ? [] : [PAGE_PATH]));
  app.addHook("preClose", async () => news.closeAll());

  return {
    app,
    measures: metrics.registry,
    leave: () => {
      isStopping = true;
    },
    drain: () => {
      isStopping = true;
      unknown.shut();
      gate.shut();
      door.shut();
      news.closeAll();
    },
  };
}

const listRoutes = (deps: HttpDeps, metrics: Metrics, door: PublicDoor, isReady: () => Promise<boolean>): readonly Route[] => [
  helloRoute(deps), meRoute(deps.services), absenceRoute(deps.services), enrolRoute(deps.services), pushRoute(deps.services, metrics), pullRoute(deps.services), snapshotRoute(deps.services),
  verifyRoute(deps.services, door, metrics.verification), verificationKeysRoute(deps.services, door), attestationRoute(deps), historyRoute(deps), sealedRoute(deps.services), branchKeysRoute(deps.services), packsRoute(deps.services), ...bucketRoutes(deps.services), ...restoreRoutes(deps.services, metrics.alarm), ...quarantineRoutes(deps.services), ...deviceRoutes(deps.services), ...recoveryKeyRoutes(deps.services), ...policyRoutes(deps.services), ...holdRoutes(deps.services), proofRoute(deps.services), ...operatorRoutes(deps.services), ...inspectionRoutes(deps.services), ...documentRoutes(deps.services), businessDateRoute(deps.services), healthRoute(), readyRoute(isReady),
  releasesRoute(deps.services),
  ...peopleRoutes(deps.services),
  ...diagnosticRoutes(deps.services),
];

const methodsByPath = (routes: readonly Route[], pages: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  new Map<string, readonly string[]>([...routes.map(({ path, method }) => [path, [method]] as const), ...[NEWS_PATH, METRICS_PATH, MAILBOX_PATH, OPENAPI_PATH].map((path) => [path, ["GET"]] as const), ...pages.map((path) => [path, ["GET", "HEAD"]] as const)]);
