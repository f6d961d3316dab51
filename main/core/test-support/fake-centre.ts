import { packsRequestSchema, type PacksAnswer } from "../../../shared/sync/pack-messages.ts";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { changeHashOf, pushSigningText } from "../../../shared/sync/change.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { errorCodes } from "../../../shared/kernel/error-table.ts";
import { bucketOf, hashBuckets } from "../../../shared/sync/buckets.ts";
import {
  bucketFilesRequestSchema, bucketListRequestSchema, bucketsRequestSchema, enrolRequestSchema, pullRequestSchema, pushRequestSchema, snapshotRequestSchema,
  type Hello, type Me,
} from "../../../shared/sync/protocol.ts";
import { alarmRequestSchema, type AlarmRequest, type LateVerdicts } from "../../../shared/sync/recovery-messages.ts";
import {
  deviceErasedRequestSchema, deviceOrderRequestSchema, erasedSigningText, orderSigningText, type DeviceErasedRequest, type DeviceOrderAnswer,
} from "../../../shared/sync/device-messages.ts";
import { recoveryUsedRequestSchema, type RecoveryUsedRequest } from "../../../shared/sync/recovery-key-messages.ts";
import type { Workstation } from "../../../shared/sync/workstation-note.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { pgeFrance } from "../../../shared/pge/packs/pge-france.ts";
import { verifyEd25519 } from "../keys/verify-ed25519.ts";
import { sha256 } from "../session/open-desk.ts";
import { createFakeProvider, type FakeProvider } from "./fake-provider.ts";
import { createPureCentre, RECEIPT_KEYS, type PureCentre } from "./pure-centre.ts";

export const CENTRE = "11111111-1111-7111-8111-111111111111";
export const EPOCH = "22222222-2222-7222-8222-222222222222";
export const BANK = "33333333-3333-7333-8333-333333333333";
export const BRANCH = "44444444-4444-7444-8444-444444444444";
export const OTHER_BRANCH = "55555555-5555-7555-8555-555555555555";

/** What a test may do to one request before it is answered: answer in the centre's place, or cut the line. */
export type Mischief = (path: string, request: IncomingMessage, response: ServerResponse) => "go-on" | "answered" | "cut" | "cut-after";

export type FakeCentre = {
  readonly url: string;
  readonly pure: PureCentre;
  readonly provider: FakeProvider;
  readonly people: Map<string, Me>;
  hello: Partial<Hello>;
  mischief: Mischief;
  /** Told to whoever asks what was refused late. */
  late: LateVerdicts["verdicts"];
  /** Told to whoever asks what was published of the rules; undefined: a centre of before, which knows no packs. */
  packs: PacksAnswer["packs"] | undefined;
  /** Alarms raised, in order. */
  readonly alarms: AlarmRequest[];
  /** What every request about files is answered with: G3003 revoked, G9501 not approved yet. */
  away: CodedError | undefined;
  /** The order that stands for whoever proves to be a replica. */
  order: DeviceOrderAnswer["erase"];
  /** Last words of replicas, each with a signature that held. */
  readonly erased: DeviceErasedRequest[];
  /** What workstations told of having been opened by an administrator's answer. */
  readonly recovered: RecoveryUsedRequest[];
  /** What workstations said of themselves with a pull. */
  readonly workstations: Workstation[];
  /** Paths asked for, with the encoding of their bodies. */
  readonly heard: { readonly path: string; readonly encoding: string }[];
  /** Files told one by one to whoever compared. */
  readonly fetched: readonly string[];
  readonly publish: (branch: string) => void;
  readonly close: () => Promise<void>;
};

export const advisor = (login: string, branches: readonly string[] = [BRANCH]): Me => ({
  user: login, name: `Conseillère ${login}`, role: "advisor", bank: { id: BANK, name: "Banque d’essai" }, branches: branches.map((branch) => ({ id: branch, name: `Agence ${branch.slice(0, 4)}` })),
});

/** A small centre over real HTTP, with the pure apply of shared/sync behind it. */
export async function startFakeCentre(pure: PureCentre = createPureCentre(), port = 0): Promise<FakeCentre> {
  const keys = new Map<string, string>();
  const listeners = new Map<ServerResponse, ReadonlySet<string>>();
  let url = "";
  const provider = createFakeProvider(() => url, "demonstration");
  const centre: { packs: PacksAnswer["packs"] | undefined; hello: Partial<Hello>; mischief: Mischief; late: LateVerdicts["verdicts"]; readonly alarms: AlarmRequest[]; away: CodedError | undefined; order: DeviceOrderAnswer["erase"]; readonly recovered: RecoveryUsedRequest[]; readonly erased: DeviceErasedRequest[] } = { packs: undefined, hello: {}, mischief: () => "go-on", late: [], alarms: [], away: undefined, order: undefined, recovered: [], erased: [] };
  const people = new Map<string, Me>([["anne", advisor("anne")], ["bruno", advisor("bruno")]]);
  const heard: { path: string; encoding: string }[] = [];
  const fetched: string[] = [];
  const workstations: Workstation[] = [];

  const tell = (response: ServerResponse, value: unknown): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  const refuse = (response: ServerResponse, error: CodedError): void => {
    response.writeHead(errorCodes[error.code].status, { "content-type": "application/json" }).end(JSON.stringify({ code: error.code, params: error.params ?? {}, fields: error.fields ?? [], request: "r" }));
  };
  const hello = (): Hello => ({
    name: "guichet", protocol: 1, minProtocol: 1, centre: CENTRE, epoch: { n: 1, id: EPOCH }, businessDate: "2020-05-15", rules: packName(pgeFrance), reference: "ref@1", now: Date.now(),
    issuer: `${url}/oidc`, clientId: "guichet-desktop", audience: "urn:guichet:api", receiptKeys: [...RECEIPT_KEYS], sealingKeys: [],
    demonstration: { accounts: [...people.values()].map((me) => ({ login: me.user, name: me.name, role: me.role, bank: me.bank?.name ?? "", branch: "" })) }, ...centre.hello,
  });
  const common = () => ({ epoch: hello().epoch, businessDate: hello().businessDate, rules: hello().rules });
  const publish = (branch: string): void => {
    for (const [response, branches] of listeners) if (branches.has(branch)) response.write(`data: ${JSON.stringify({ branch, n: pure.headOf(branch) })}\n\n`);
  };

  function ofReplica(path: string, data: unknown, response: ServerResponse): void {
    const isWord = path === "/v1/devices/erased";
    const asked = (isWord ? deviceErasedRequestSchema : deviceOrderRequestSchema).parse(data);
    const signed = isWord ? erasedSigningText(deviceErasedRequestSchema.parse(data)) : orderSigningText(asked);
    if (asked.bank !== BANK || !verifyEd25519(keys.get(asked.replica) ?? "", Buffer.from(signed), Buffer.from(asked.signature, "base64url"))) return refuse(response, { code: "G3003" });
    if (!isWord) return tell(response, centre.order === undefined ? {} : { erase: centre.order });
    centre.erased.push(deviceErasedRequestSchema.parse(data));
    return tell(response, { taken: true });
  }

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const address = new URL(request.url ?? "/", url);
    const encoding = request.headers["content-encoding"] ?? "identity";
    heard.push({ path: address.pathname, encoding });
    const mischief = centre.mischief(address.pathname, request, response);
    if (mischief === "answered") return;
    if (mischief === "cut") return void response.destroy();
    if (mischief === "cut-after") response.writeHead = () => response.destroy();
    const text = (encoding === "zstd" ? zstdDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body).toString("utf8");
    if (provider.answer(request, text, response)) return;
    if (address.pathname === "/v1/hello") return tell(response, hello());
    if (address.pathname === "/v1/devices/order" || address.pathname === "/v1/devices/erased") return ofReplica(address.pathname, JSON.parse(text), response);
    const login = provider.whoHas(request.headers.authorization);
    const me = people.get(login ?? "");
    if (me === undefined) return refuse(response, { code: "G3001" });
    if (address.pathname === "/v1/me") return tell(response, { ...me, colleagues: [...people.values()].map(({ user, name }) => ({ user, name })) });
    if (address.pathname === "/v1/recovery-key/used") {
      centre.recovered.push(recoveryUsedRequestSchema.parse(JSON.parse(text)));
      return tell(response, { taken: true });
    }
    if (address.pathname === "/v1/news") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": hello\n\n");
      listeners.set(response, new Set((address.searchParams.get("branches") ?? "").split(",")));
      response.once("close", () => listeners.delete(response));
      return;
    }
    const data: unknown = JSON.parse(text);
    if (centre.away !== undefined && address.pathname !== "/v1/enrol") return refuse(response, centre.away);
    switch (address.pathname) {
      case "/v1/enrol": {
        const { replica, publicKey } = enrolRequestSchema.parse(data);
        keys.set(replica, publicKey);
        return tell(response, { me, have: pure.have(replica) });
      }
      case "/v1/push": {
        const { signature, changes, first, replica } = pushRequestSchema.parse(data);
        const last = changes.at(-1);
        const signed = pushSigningText({ centre: CENTRE, epoch: EPOCH, replica, first, last: first + changes.length - 1, lastHash: changeHashOf(sha256, last?.head ?? "") });
        if (!verifyEd25519(keys.get(replica) ?? "", Buffer.from(signed), Buffer.from(signature, "base64url"))) return refuse(response, { code: "G4012" });
        const pushed = pure.push(replica, first, changes);
        if ("error" in pushed) return refuse(response, pushed.error);
        tell(response, { ...common(), have: pure.have(replica), verdicts: pushed.verdicts });
        return [BRANCH, OTHER_BRANCH].forEach(publish);
      }
      case "/v1/pull": {
        const { cursors, limit, replica, workstation } = pullRequestSchema.parse(data);
        if (workstation !== undefined) workstations.push(workstation);
        return tell(response, { ...common(), have: pure.have(replica), feeds: cursors.map(({ branch, n }) => ({ branch, ...pure.feed(branch, n, limit) })) });
      }
      case "/v1/snapshot": {
        const { branch, after, n, limit } = snapshotRequestSchema.parse(data);
        const page = pure.snapshot(branch, after, limit);
        return tell(response, { epoch: hello().epoch, n: n ?? page.n, files: page.files, ...(page.next === undefined ? {} : { next: page.next }) });
      }
      case "/v1/buckets": {
        const { branch, replica } = bucketsRequestSchema.parse(data);
        const { n, files } = pure.snapshot(branch, undefined, Infinity);
        return tell(response, { epoch: hello().epoch, have: pure.have(replica), n, files: files.length, buckets: hashBuckets(files, sha256), at: Date.now() });
      }
      case "/v1/buckets/list": {
        const { branch, buckets, after, limit } = bucketListRequestSchema.parse(data);
        const { n, files } = pure.snapshot(branch, after, Infinity);
        const page = files.filter(({ file }) => buckets.includes(bucketOf(file)));
        return tell(response, { epoch: hello().epoch, n, files: page.slice(0, limit).map(({ file, version, hash }) => ({ file, version, hash })), ...(page.length > limit ? { next: page[limit - 1]?.file } : {}) });
      }
      case "/v1/buckets/files": {
        const { branch, files } = bucketFilesRequestSchema.parse(data);
        const { n, files: all } = pure.snapshot(branch, undefined, Infinity);
        const asked = all.filter(({ file }) => files.includes(file));
        fetched.push(...asked.map(({ file }) => file));
        return tell(response, { epoch: hello().epoch, n, files: asked });
      }
      case "/v1/packs": {
        const { have } = packsRequestSchema.parse(data);
        if (centre.packs === undefined) return refuse(response, { code: "G4005" });
        return tell(response, { packs: centre.packs.map(({ document, ...one }) => (have.includes(one.name) ? one : { ...one, document })) });
      }
      case "/v1/late-verdicts":
        return tell(response, { epoch: hello().epoch, verdicts: centre.late });
      case "/v1/alarm":
        centre.alarms.push(alarmRequestSchema.parse(data));
        return tell(response, { taken: true });
      case "/v1/missing":
        return tell(response, { taken: true });
      case "/v1/demonstration/business-date":
        centre.hello = { ...centre.hello, ...(typeof data === "object" && data !== null && "businessDate" in data ? { businessDate: String(data.businessDate) } : {}) };
        return tell(response, data);
      default:
        return refuse(response, { code: "G4005" });
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, Buffer.concat(chunks), response));
    request.on("error", () => response.destroy());
  });
  await listen(server, port);
  const bound = server.address();
  url = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  return Object.assign(centre, {
    url, pure, provider, people, heard, fetched, workstations, publish,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** A port that is asked for again may have been lent meanwhile to some outgoing connection of this computer: it comes back. */
async function listen(server: Server, port: number): Promise<void> {
  for (const end = Date.now() + 60_000; ; ) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
    try {
      await promise;
      return void server.off("error", reject);
    } catch (error) {
      server.off("error", reject).off("listening", resolve);
      const isLent = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!isLent || Date.now() > end) throw error;
      await new Promise((later) => void setTimeout(later, 50));
    }
  }
}
