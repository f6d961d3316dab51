import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { probeBytes } from "../../s3/probes/probe-world.ts";
import { partBytes } from "./plan-file.ts";
import { openS3Store } from "./s3-store.ts";
import { createPublishingWorld } from "./testing/publishing-world.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const rounds = 6;
const parts = 5;

describe("a publisher that is killed", () => {
  it("leaves the channel whole wherever it dies, and the next run ends its work without sending twice what arrived", async () => {
    const world = await createPublishingWorld();
    try {
      await world.release(["publish", await world.signed({ version: "1.0.0" }), "--allow-test-authority"]);
      const folder = await world.signed({ version: "1.1.0", previous: "1.0.0", content: probeBytes(parts * partBytes, 21) });
      const environment = { ...process.env, GUICHET_RELEASE_BUCKET: "guichet-releases", GUICHET_RELEASE_ENDPOINT: world.s3.url, GUICHET_RELEASE_PUBLIC: world.address, AWS_ACCESS_KEY_ID: "AKIAPUBLISHER", AWS_SECRET_ACCESS_KEY: "publisher-secret" };
      const uploaded = (): number => world.s3.seen.filter(({ operation, status }) => operation === "UploadPart" && status === 200).length;
      const writes = (): number => world.s3.seen.filter(({ operation, status }) => /^(Put|Create|Upload|Complete)/.test(operation) && status === 200).length;
      for (let round = 1; round <= rounds; round += 1) {
        world.s3.faults.add({ kind: "slow", delayMs: 300 }, { operation: "UploadPart" }, 20);
        const before = writes();
        const child = spawn(process.execPath, [main, "publish", folder, "--allow-test-authority"], { env: environment, stdio: "ignore" });
        const ended = new Promise((resolve) => child.once("exit", resolve));
        // After its first write of this run, its second, …: each round dies a little later than the one before.
        await Promise.race([ended, expect.poll(() => writes() - before, { interval: 5 }).toBeGreaterThanOrEqual(round)]);
        child.kill("SIGKILL");
        await ended;
        world.s3.faults.clear();
        const code = (await world.release(["verify", world.address, "--channel", "stable", "--allow-test-authority"])).code;
        const served = await world.served("stable/release.json");
        if (served.includes('"version": "1.1.0"')) break;
        expect(code).toBe(0);
      }
      const store = openS3Store({ bucket: "guichet-releases", region: "eu-west-3", endpoint: world.s3.url, credentials: { accessKeyId: "AKIAPUBLISHER", secretAccessKey: "publisher-secret" } });
      const key = "releases/files/1.1.0/guichet-1.1.0-linux-amd64.deb";
      // A run that dies between beginning an upload and its first part leaves an empty one beside that which the next run fills.
      const arrived = async (): Promise<number> => ((await store.describe(key)) === undefined ? Math.max(0, ...(await store.listUploads(key)).map((upload) => upload.parts.length)) : parts);
      const [there, before] = [await arrived(), uploaded()];
      const done = await world.release(["publish", folder, "--allow-test-authority"]);
      expect([done.code, done.err, (await world.served("stable/release.json")).includes('"version": "1.1.0"')]).toEqual([0, expect.any(String), true]);
      expect((await world.release(["verify", world.address, "--channel", "stable", "--allow-test-authority"])).code).toBe(0);
      expect(there).toBeGreaterThanOrEqual(1);
      expect(uploaded() - before).toBe(parts - there);
      expect(await store.listUploads(key)).toEqual([]);
      store.close();
    } finally {
      await world.close();
    }
  });
});
