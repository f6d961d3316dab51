import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { refusalAnswer, sendAnswer } from "./answer.ts";
import { createFaults, type Fault, type Faults } from "./faults.ts";
import type { Answer, Call } from "./operations/call.ts";
import { chooseOperation, type Row } from "./operations/choose-operation.ts";
import { type Body, receiveBody, receiveText } from "./operations/receive-body.ts";
import { refuseUnknown } from "./known-headers.ts";
import { permit } from "./permit.ts";
import { S3Refusal } from "./protocol/refusal.ts";
import { addressOf, parseTarget } from "./protocol/target.ts";
import { parseXml } from "./protocol/xml.ts";
import { requestSource } from "./request-source.ts";
import type { Account } from "./signature/account.ts";
import { authenticate } from "./signature/authenticate.ts";
import { type Buckets, openBuckets } from "./store/buckets.ts";

export type S3Options = {
  /** Where buckets are kept; opened as another server left it. */
  readonly folder: string;
  readonly accounts: readonly Account[];
  readonly region?: string;
  /** A host `name.domain` is the bucket `name`; every other host has its bucket in the path. */
  readonly domain?: string;
  /** KMS keys that exist. */
  readonly kmsKeys?: readonly string[];
  readonly now?: () => Date;
};

/** One request that was answered or broken off, in order. Its status is 0 when no answer was sent. */
export type Seen = { readonly operation: string; readonly key: string; readonly status: number };

export type S3Server = { readonly url: string; readonly port: number; readonly buckets: Buckets; readonly faults: Faults; readonly seen: readonly Seen[]; readonly close: () => Promise<void> };

/** A strict S3 over real HTTP on 127.0.0.1, for tests only: what it does not know it refuses. */
export async function createS3Server(options: S3Options): Promise<S3Server> {
  const buckets = await openBuckets(options.folder);
  const faults = createFaults();
  const seen: Seen[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => void answerRequest({ options, buckets, faults, seen }, request, response);
  const server = createServer(serve).on("checkContinue", serve);
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    buckets,
    faults,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type World = { readonly options: S3Options; readonly buckets: Buckets; readonly faults: Faults; readonly seen: Seen[] };

async function answerRequest(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = { method: request.method ?? "GET", resource: (request.url ?? "/").split("?")[0] ?? "/", requestId: randomBytes(8).toString("hex").toUpperCase() };
  const told = { operation: "", key: "" };
  let fault: Fault | undefined;
  let answer: Answer;
  try {
    const target = parseTarget(request.url ?? "/");
    const address = addressOf(request.headers.host ?? "", world.options.domain ?? "s3.localhost", target.path);
    const parameters = new Map(target.query);
    const row = chooseOperation(asked.method, address.key, [...parameters.keys()]);
    Object.assign(told, { operation: row.name, key: address.key });
    const number = Number(parameters.get("partNumber"));
    fault = world.faults.take({ ...told, partNumber: Number.isInteger(number) ? number : undefined });
    if (fault?.kind === "slow-down") throw new S3Refusal("SlowDown", undefined, {}, { "retry-after": "1" });
    if (fault?.kind === "slow") await sleep(fault.delayMs);
    answer = await operate(world, { request, response, row, ...address, ...target, fault });
  } catch (error) {
    answer = refusalAnswer(error, asked);
  }
  if (fault?.kind === "lost-answer") response.socket?.destroy();
  const gone = response.socket?.destroyed !== false;
  world.seen.push({ ...told, status: gone ? 0 : answer.status });
  if (gone) return;
  request.resume();
  await sendAnswer(response, answer, { ...asked, ...(fault?.kind === "cut-download" ? { cutAfterBytes: fault.afterBytes } : {}) }).catch(() => response.destroy());
}

type Incoming = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly row: Row; readonly bucket: string; readonly key: string; readonly path: string; readonly query: readonly (readonly [string, string])[]; readonly fault: Fault | undefined };

async function operate({ options, buckets }: World, { request, response, row, bucket, key, path, query, fault }: Incoming): Promise<Answer> {
  const region = options.region ?? "eu-west-3";
  const now = options.now ?? (() => new Date());
  const headers = new Map(Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(",")] as const])));
  const parameters = new Map(query);
  const { account, payload } = authenticate({ method: row.method, path, query, headers }, { accounts: options.accounts, region, now });
  const presigned = parameters.has("X-Amz-Signature");
  const all = new Map([...(presigned ? query.filter(([name]) => name.toLowerCase().startsWith("x-amz-")).map(([name, value]) => [name.toLowerCase(), value] as const) : []), ...headers]);
  refuseUnknown([...all.keys()]);
  permit({ row, bucket, key, account, versionId: parameters.get("versionId") }, buckets);
  if (fault?.kind === "conflict") throw new S3Refusal("ConditionalRequestConflict");
  if (fault?.kind === "late-error") return { ...refusalAnswer(new S3Refusal("InternalError"), { method: row.method, resource: path, requestId: "0" }), status: 200 };
  const header = (name: string): string | undefined => all.get(name);
  const body: Body = { source: requestSource(request, response, fault?.kind === "cut-upload" ? fault.afterBytes : undefined), payload, header };
  const ofObject = (name: string): string | undefined => (row.name === "CompleteMultipartUpload" && /^x-amz-(checksum|sdk-checksum)-/.test(name) ? undefined : header(name));
  const call: Call = {
    bucket,
    key,
    parameter: (name) => parameters.get(name),
    header,
    headerNames: [...all.keys()],
    account,
    buckets,
    kmsKeys: options.kmsKeys ?? [],
    region,
    now,
    receive: (into) => receiveBody(body, into.incoming()),
    readXml: async () => parseXml(await receiveText({ ...body, header: ofObject })),
  };
  return row.run(call);
}
