import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPublishingWorld, type PublishingWorld, type Ran } from "./testing/publishing-world.ts";

const head = "releases/stable/release.json";
const test = ["--allow-test-authority", "--wait", "1"];
const sign = ["--test-authority", "--wait", "1"];
const offered = z.object({ version: z.string(), staging: z.number() });

describe("publishers and caches that get in each other's way", () => {
  let world: PublishingWorld;
  const servers: Server[] = [];
  beforeEach(async () => {
    world = await createPublishingWorld();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await world.close();
  });

  const publish = (folder: string, ...more: readonly string[]): Promise<Ran> => world.release(["publish", folder, ...test, ...more]);
  const offer = async (): Promise<z.infer<typeof offered>> => offered.parse(JSON.parse(await world.served("stable/release.json")));
  const verified = async (): Promise<number> => (await world.release(["verify", world.address, "--channel", "stable", "--allow-test-authority"])).code;
  const writer = (): S3Client => new S3Client({ endpoint: world.s3.url, region: "eu-west-3", forcePathStyle: true, credentials: { accessKeyId: "AKIAPUBLISHER", secretAccessKey: "publisher-secret" } });

  it("lets one of two publishers through; the other changes nothing, and is told whom it met", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    const folders = [await world.signed({ version: "1.1.0", previous: "1.0.0" }), await world.signed({ version: "1.2.0", previous: "1.0.0" })];
    world.s3.faults.add({ kind: "slow", delayMs: 1500 }, { key: head, operation: "PutObject" }, 2);
    const ran = await Promise.all(folders.map((folder) => publish(folder)));
    const winner = ran.findIndex(({ code }) => code === 0);
    expect(ran.map(({ code }) => code).toSorted()).toEqual([0, 6]);
    expect(ran[1 - winner]?.err).toContain("Somebody else published on this channel meanwhile");
    expect([await offer(), await verified()]).toEqual([{ version: winner === 0 ? "1.1.0" : "1.2.0", staging: 100 }, 0]);
  });

  it("lets one of two first publishers through", async () => {
    const folders = [await world.signed({ version: "1.0.0" }), await world.signed({ version: "1.0.1" })];
    world.s3.faults.add({ kind: "slow", delayMs: 1500 }, { key: head, operation: "PutObject" }, 2);
    expect((await Promise.all(folders.map((folder) => publish(folder)))).map(({ code }) => code).toSorted()).toEqual([0, 6]);
    expect(await verified()).toBe(0);
  });

  it("whatever two publishers, a promotion and a halt do at once, the head is one signed release and never goes back", async () => {
    await publish(await world.signed({ version: "1.0.0", staging: 10 }));
    for (let round = 1; round <= 4; round += 1) {
      const from = await offer();
      const folders = [await world.signed({ version: `1.${round}.0`, previous: from.version, staging: 10 }), await world.signed({ version: `1.${round}.1`, previous: from.version, staging: 10 })];
      const ran = await Promise.all([
        ...folders.map((folder) => publish(folder)),
        world.release(["promote", "--channel", "stable", "--staging", "60", ...sign]),
        world.release(["halt", "--channel", "stable", ...sign]),
      ]);
      // Verification from outside may meet what another has published since: refused (1) then, never a mixed pair.
      for (const { code } of ran) expect([0, 1, 6]).toContain(code);
      const now = await offer();
      expect([now.version >= from.version, await verified()]).toEqual([true, 0]);
    }
  });

  it("halts a release even while it is being promoted", async () => {
    await publish(await world.signed({ version: "1.0.0", staging: 10 }));
    world.s3.faults.add({ kind: "slow", delayMs: 700 }, { key: head, operation: "PutObject" }, 1);
    const [halted] = await Promise.all([world.release(["halt", "--channel", "stable", ...sign]), new Promise((resolve) => setTimeout(resolve, 300)).then(() => world.release(["promote", "--channel", "stable", "--staging", "60", ...sign]))]);
    expect([halted.code, (await offer()).staging, await verified()]).toEqual([0, 0, 0]);
  });

  it("ends what a publisher left between the manifest and its signature, whoever comes by", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    world.s3.faults.add({ kind: "cut-upload", afterBytes: 0 }, { key: `${head}.sig`, operation: "PutObject" }, 5);
    const left = await publish(await world.signed({ version: "1.1.0", previous: "1.0.0", staging: 10 }));
    expect([left.code, (await offer()).version, await verified()]).toEqual([3, "1.1.0", 1]);
    expect((await world.release(["promote", "--channel", "stable", "--staging", "20", ...sign])).code).toBe(0);
    expect([await offer(), await verified()]).toEqual([{ version: "1.1.0", staging: 20 }, 0]);
  });

  it("refuses to go over a head that no known key has signed, until it is told to", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    await writer().send(new PutObjectCommand({ Bucket: "guichet-releases", Key: head, Body: '{"version":"9.9.9"}\n' }));
    const folder = await world.signed({ version: "1.1.0", previous: "1.0.0" });
    expect([(await publish(folder)).code, (await world.release(["halt", "--channel", "stable", ...sign])).code]).toEqual([1, 1]);
    expect([(await publish(folder, "--repair")).code, await verified()]).toEqual([0, 0]);
  });

  it("signs a halt with no key but one that workstations know, and says so when the signer fails", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    const folder = await mkdtemp(join(tmpdir(), "guichet-key-"));
    try {
      await writeFile(join(folder, "passphrase"), "a long passphrase of tests\n");
      const env = { GUICHET_RELEASE_PASSPHRASE_FILE: join(folder, "passphrase") };
      expect((await world.release(["key", join(folder, "stranger.pem")], env)).code).toBe(0);
      const stranger = await world.release(["halt", "--channel", "stable", "--key", join(folder, "stranger.pem"), "--allow-test-authority"], env);
      expect([stranger.code, stranger.err.includes("is not known to this program")]).toEqual([1, true]);
      expect((await world.release(["halt", "--channel", "stable", "--signer", "/bin/false", "--public-key", "A".repeat(43), "--allow-test-authority"])).code).toBe(4);
      expect((await world.release(["halt", "--channel", "stable", "--allow-test-authority"])).code).toBe(2);
      expect([await offer(), await verified()]).toEqual([{ version: "1.0.0", staging: 100 }, 0]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("notices a public address that goes on serving the release before", async () => {
    const cache = await startCache(() => true);
    const env = { GUICHET_RELEASE_PUBLIC: `${cache}/guichet-releases/releases` };
    expect((await world.release(["publish", await world.signed({ version: "1.0.0" }), ...test], env)).code).toBe(0);
    const next = await world.release(["publish", await world.signed({ version: "1.1.0", previous: "1.0.0" }), ...test], env);
    expect([next.code, next.err.includes("still serves something else (1.0.0, 100 %")]).toEqual([1, true]);
    const halt = await world.release(["halt", "--channel", "stable", ...sign], env);
    expect([halt.code, await offer()]).toEqual([1, { version: "1.1.0", staging: 0 }]);
  });

  it("waits for an address that is only late", async () => {
    let stale = true;
    const cache = await startCache(() => stale);
    const env = { GUICHET_RELEASE_PUBLIC: `${cache}/guichet-releases/releases` };
    await world.release(["publish", await world.signed({ version: "1.0.0" }), ...test], env);
    const running = world.release(["publish", await world.signed({ version: "1.1.0", previous: "1.0.0" }), "--allow-test-authority", "--wait", "20"], env);
    setTimeout(() => (stale = false), 2500);
    const ran = await running;
    expect([ran.code, ran.err.includes("still serves what was there before")]).toEqual([0, true]);
  });

  it("notices a public address that serves other bytes for a file", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    const cache = await startCache(() => false, (path, body) => (path.endsWith(".deb") ? Buffer.from(body.toString().toUpperCase()) : body));
    const ran = await world.release(["publish", folder, ...test], { GUICHET_RELEASE_PUBLIC: `${cache}/guichet-releases/releases` });
    expect([ran.code, ran.err.includes("guichet-1.0.0-linux-amd64.deb")]).toEqual([1, true]);
  });

  /** A cache in front of the bucket: what it once had it gives again while `stale` says so. */
  async function startCache(stale: () => boolean, change: (path: string, body: Buffer) => Buffer = (_, body) => body): Promise<string> {
    const kept = new Map<string, Buffer>();
    const server = createServer((request, response) => {
      const path = request.url ?? "";
      const had = stale() ? kept.get(path) : undefined;
      if (had !== undefined) return void response.end(had);
      void pass(path, response);
    });
    const pass = async (path: string, response: ServerResponse): Promise<void> => {
      const answer = await fetch(world.s3.url + path);
      const body = change(path, Buffer.from(await answer.arrayBuffer()));
      if (answer.ok) kept.set(path, body);
      response.writeHead(answer.status).end(body);
    };
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }
});
