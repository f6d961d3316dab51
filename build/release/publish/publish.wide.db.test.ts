import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { probeBytes } from "../../s3/probes/probe-world.ts";
import { partBytes } from "./plan-file.ts";
import { openS3Store } from "./s3-store.ts";
import { createPublishingWorld, type PublishingWorld, type Ran } from "./testing/publishing-world.ts";

const head = "releases/stable/release.json";
const test = ["--allow-test-authority", "--wait", "1"];
const sign = ["--test-authority", "--wait", "1"];
const offered = z.object({ version: z.string(), staging: z.number(), previousVersion: z.string().nullable(), channel: z.string() });

describe("publishing", () => {
  let world: PublishingWorld;
  beforeEach(async () => {
    world = await createPublishingWorld();
  });
  afterEach(() => world.close());

  const publish = (folder: string, ...more: readonly string[]): Promise<Ran> => world.release(["publish", folder, ...test, ...more]);
  const offer = async (channel = "stable"): Promise<z.infer<typeof offered>> => offered.parse(JSON.parse(await world.served(`${channel}/release.json`)));
  const verified = async (channel = "stable"): Promise<number> => (await world.release(["verify", world.address, "--channel", channel, "--allow-test-authority"])).code;
  const writes = (): readonly string[] => world.s3.seen.filter(({ operation }) => /^(Put|Create|Upload|Complete|Delete|Abort)/.test(operation)).map(({ operation, key }) => `${operation} ${key}`);

  it("publishes, raises, halts and rolls forward, each step seen and believed from the public address", async () => {
    const first = await publish(await world.signed({ version: "1.0.0" }));
    expect({ code: first.code, out: first.out }).toEqual({ code: 0, out: `Published: Guichet 1.0.0, channel stable, 100 % of the computers. 2 file(s) sent out of 2, checked again from ${world.address}.\n` });
    const bad = await publish(await world.signed({ version: "1.1.0", previous: "1.0.0", staging: 10 }));
    expect([bad.code, await offer()]).toEqual([0, { version: "1.1.0", staging: 10, previousVersion: "1.0.0", channel: "stable" }]);
    expect((await world.release(["promote", "--channel", "stable", "--staging", "50", ...sign])).code).toBe(0);
    expect((await offer()).staging).toBe(50);
    expect((await world.release(["promote", "--channel", "stable", "--staging", "20", ...sign])).code).toBe(1);
    expect((await world.release(["halt", "--channel", "stable", ...sign])).code).toBe(0);
    expect([await offer(), await verified()]).toEqual([{ version: "1.1.0", staging: 0, previousVersion: "1.0.0", channel: "stable" }, 0]);
    expect((await world.release(["halt", "--channel", "stable", ...sign])).out).toContain("already halted");
    expect((await world.release(["promote", "--channel", "stable", "--staging", "5", ...sign])).err).toContain("is halted");
    const again = await world.release(["roll-forward", await world.signed({ version: "1.1.1", previous: "1.1.0", content: "what 1.0.0 did, built again", minimum: "1.1.1" }), ...test]);
    expect([again.code, await offer(), await verified()]).toEqual([0, { version: "1.1.1", staging: 100, previousVersion: "1.1.0", channel: "stable" }, 0]);
    expect(world.keys().filter((key) => key.startsWith("releases/issued/stable/") && key.endsWith(".sig"))).toHaveLength(5);
    expect(world.keys().filter((key) => key.startsWith("releases/files/1.0.0/"))).toHaveLength(2);
  });

  it("sends the files first and the head of the channel last", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    const order = writes().map((write) => write.replace(/^PutObject releases\/(\w+).*\.(\w+)$/, "$1 .$2"));
    expect(order).toEqual(["files .deb", "files .json", "issued .sig", "issued .json", "stable .json", "stable .sig"]);
  });

  it("says what it would do in a dry run, and writes nothing", async () => {
    const ran = await publish(await world.signed({ version: "1.0.0" }), "--dry-run");
    expect([ran.code, writes(), world.keys()]).toEqual([0, [], []]);
    expect(ran.out).toContain("2 file(s) to send out of 2");
    await publish(await world.signed({ version: "1.0.0" }));
    const before = writes().length;
    expect((await world.release(["halt", "--channel", "stable", "--dry-run", "--allow-test-authority"])).code).toBe(0);
    expect(writes()).toHaveLength(before);
  });

  it("is done again without sending anything twice", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    await publish(folder);
    const before = writes().length;
    const ran = await publish(folder);
    expect([ran.code, ran.out.startsWith("Guichet 1.0.0 was already at the head"), writes().length]).toEqual([0, true, before]);
  });

  it("takes an upload up where it was cut, and leaves the channel alone until it is whole", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    const folder = await world.signed({ version: "1.1.0", previous: "1.0.0", content: probeBytes(4 * partBytes + 1000, 7) });
    world.s3.faults.add({ kind: "cut-upload", afterBytes: partBytes / 2 }, { operation: "UploadPart", partNumber: 4 }, 5);
    const cut = await publish(folder);
    expect([cut.code, (await offer()).version, await verified()]).toEqual([3, "1.0.0", 0]);
    const before = world.s3.seen.length;
    const done = await publish(folder);
    expect(done.err).toMatch(/taken up again, [34] part\(s\) out of 5/);
    expect([done.code, (await offer()).version, await verified()]).toEqual([0, "1.1.0", 0]);
    const sent = world.s3.seen.slice(before);
    expect(sent.filter(({ operation }) => operation === "UploadPart").length).toBeLessThanOrEqual(2);
    expect(sent.filter(({ operation }) => operation === "CreateMultipartUpload")).toEqual([]);
  });

  it("leaves no upload begun behind, also of a run that stopped between the last part and the tidying", async () => {
    const key = "releases/files/1.0.0/guichet-1.0.0-linux-amd64.deb";
    const folder = await world.signed({ version: "1.0.0", content: probeBytes(partBytes + 1000, 9) });
    const store = openS3Store({ bucket: "guichet-releases", region: "eu-west-3", endpoint: world.s3.url, credentials: { accessKeyId: "AKIAPUBLISHER", secretAccessKey: "publisher-secret" } });
    await store.beginUpload(key, { contentType: "application/octet-stream", cacheControl: "no-cache", crc32: "AAAAAA==", sha512: "", size: 1 });
    world.s3.faults.add({ kind: "slow-down" }, { operation: "AbortMultipartUpload" }, 50);
    const stopped = await publish(folder);
    world.s3.faults.clear();
    expect([stopped.code, world.keys().includes(key), (await store.listUploads(key)).length]).toEqual([3, true, 1]);
    expect((await publish(folder)).code).toBe(0);
    expect(await store.listUploads(key)).toEqual([]);
    store.close();
  });

  it("passes when the store is slow to take, loses answers, or fails after it said 200", async () => {
    const folder = await world.signed({ version: "1.0.0", content: probeBytes(2 * partBytes, 9) });
    world.s3.faults.add({ kind: "slow-down" }, { operation: "UploadPart", partNumber: 1 }, 1);
    world.s3.faults.add({ kind: "late-error" }, { operation: "CompleteMultipartUpload" });
    world.s3.faults.add({ kind: "lost-answer" }, { operation: "CompleteMultipartUpload" });
    world.s3.faults.add({ kind: "lost-answer" }, { key: head, operation: "PutObject" });
    world.s3.faults.add({ kind: "lost-answer" }, { key: `${head}.sig`, operation: "PutObject" });
    const ran = await publish(folder);
    expect([ran.code, ran.err.includes("refuse"), await verified()]).toEqual([0, false, 0]);
  });

  it("refuses an artefact that changed after it was signed, before anything is sent", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    await appendFile(join(folder, "guichet-1.0.0-linux-amd64.deb"), "x");
    const ran = await publish(folder);
    expect([ran.code, world.s3.seen]).toEqual([1, []]);
    expect(ran.err).toContain("guichet-1.0.0-linux-amd64.deb");
  });

  it("refuses an artefact that changes while it is sent: the store checks the bytes that were signed for", async () => {
    const folder = await world.signed({ version: "1.0.0", content: probeBytes(6 * partBytes, 11) });
    const path = join(folder, "guichet-1.0.0-linux-amd64.deb");
    world.s3.faults.add({ kind: "slow", delayMs: 1500 }, { operation: "UploadPart" }, 4);
    const other = probeBytes(6 * partBytes, 13);
    const running = publish(folder);
    await expect.poll(() => world.s3.seen.some(({ operation }) => operation === "CreateMultipartUpload"), { interval: 5 }).toBe(true);
    await writeFile(path, other);
    const ran = await running;
    expect([ran.code, world.keys()]).toEqual([1, []]);
    expect(ran.err).toContain("has changed since it was signed");
  });

  it("never replaces a file that was published, whoever put it there", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    await publish(folder);
    expect((await publish(await world.signed({ version: "1.0.0", content: "other" }))).code).toBe(1);
    const pilot = await publish(await world.signed({ version: "1.0.0", channel: "pilot", content: "yet another" }));
    expect([pilot.code, pilot.err.includes("never changes")]).toEqual([1, true]);
  });

  it("refuses a release without notes, without its inventory, or that does not follow what is there", async () => {
    expect((await publish(await world.signed({ version: "1.0.0", notes: false }))).err).toContain("no notes");
    expect((await publish(await world.signed({ version: "1.0.0", sbomVersion: "0.9.0" }))).err).toContain("inventory");
    expect((await publish(await world.signed({ version: "1.0.0", previous: "0.9.0" }))).err).toContain("--previous");
    await publish(await world.signed({ version: "1.0.0" }));
    expect((await publish(await world.signed({ version: "1.1.0" }))).err).toContain("The channel is at 1.0.0");
    const lower = await publish(await world.signed({ version: "0.9.0" }));
    expect([lower.code, await offer()]).toEqual([1, { version: "1.0.0", staging: 100, previousVersion: null, channel: "stable" }]);
  });

  it("refuses the test authority unless it was asked for", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    expect((await world.release(["publish", folder])).code).toBe(1);
    expect(world.s3.seen).toEqual([]);
  });

  it("brings what pilot has to stable, without sending a file", async () => {
    await publish(await world.signed({ version: "1.0.0" }));
    await publish(await world.signed({ version: "1.1.0", channel: "pilot" }));
    const before = writes().length;
    expect((await world.release(["promote", "--from", "pilot", "--channel", "stable", "--staging", "10", ...sign])).code).toBe(0);
    expect([await offer(), await verified(), writes().slice(before).some((write) => write.includes("/files/"))]).toEqual([{ version: "1.1.0", staging: 10, previousVersion: "1.0.0", channel: "stable" }, 0, false]);
    expect((await world.release(["promote", "--from", "pilot", "--channel", "stable", "--staging", "10", ...sign])).err).toContain("nothing newer");
  });

  it("rolls forward only behind what was halted, and only what was built again", async () => {
    await publish(await world.signed({ version: "1.0.0", content: "the very bytes" }));
    await publish(await world.signed({ version: "1.1.0", previous: "1.0.0" }));
    const folder = (): Promise<string> => world.signed({ version: "1.1.1", previous: "1.1.0", content: "the very bytes" });
    const early = await folder();
    expect((await world.release(["roll-forward", early, ...test])).err).toContain("is not halted");
    await world.release(["halt", "--channel", "stable", ...sign]);
    expect((await world.release(["roll-forward", early, ...test])).err).toContain("was made before the one the channel offers");
    const ran = await world.release(["roll-forward", await folder(), ...test]);
    expect([ran.code, ran.err.includes("byte for byte that of releases/files/1.0.0/"), (await offer()).version]).toEqual([1, true, "1.1.0"]);
  });

  it("answers one JSON document, also for why it stopped", async () => {
    const ran = await publish(await world.signed({ version: "1.0.0", notes: false }), "--json");
    expect(JSON.parse(ran.out)).toMatchObject({ refused: [{ reason: "no-notes", at: "1.0.0" }] });
    const done = await publish(await world.signed({ version: "1.0.0" }), "--json");
    expect(JSON.parse(done.out)).toMatchObject({ published: { version: "1.0.0", head: "next" } });
  });

  it("tells a wrong secret, a missing bucket and a store out of reach apart", async () => {
    const folder = await world.signed({ version: "1.0.0" });
    const ran = (env: Readonly<Record<string, string>>): Promise<Ran> => world.release(["publish", folder, ...test], env);
    const secret = await ran({ AWS_SECRET_ACCESS_KEY: "a-wrong-secret" });
    expect([secret.code, secret.err.includes("SignatureDoesNotMatch"), secret.err.includes("a-wrong-secret")]).toEqual([7, true, false]);
    expect((await ran({ GUICHET_RELEASE_BUCKET: "not-there" })).err).toContain("bucket");
    expect((await ran({ GUICHET_RELEASE_ENDPOINT: "http://127.0.0.1:9" })).code).toBe(3);
    expect((await ran({ GUICHET_RELEASE_PUBLIC: "http://example.org" })).code).toBe(2);
    expect(await readFile(join(folder, "release.json.sig"), "utf8")).not.toBe("");
  });
});
