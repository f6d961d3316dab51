import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { trustedKeys } from "../../../../shared/release/trusted-keys.ts";
import { createS3Server, type S3Server } from "../../../s3/create-s3-server.ts";
import { runRelease } from "../../program.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };
export type Folder = { readonly version: string; readonly previous?: string; readonly channel?: string; readonly staging?: number; readonly content?: string | Buffer; readonly sbomVersion?: string; readonly notes?: boolean; readonly minimum?: string; readonly installer?: string };

/** A bucket behind a public address, and the release command line in front of it. */
export type PublishingWorld = {
  readonly s3: S3Server;
  readonly address: string;
  /** Runs a command as it is typed, in English, with the store and the public address in its environment. */
  readonly release: (argv: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
  /** A folder made and signed by the commands themselves, as the test authority. */
  readonly signed: (folder: Folder) => Promise<string>;
  /** What is served at the public address for a path. */
  readonly served: (path: string) => Promise<string>;
  /** Every key of the bucket. */
  readonly keys: () => readonly string[];
  readonly close: () => Promise<void>;
};

const account = { accessKeyId: "AKIAPUBLISHER", secretAccessKey: "publisher-secret", may: "read-write", mayBypassGovernance: false } as const;

export async function createPublishingWorld(): Promise<PublishingWorld> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-publish-"));
  const s3 = await createS3Server({ folder: join(folder, "s3"), accounts: [account] });
  await s3.buckets.create("guichet-releases", { versioning: "Enabled", objectLock: false, publicPrefixes: ["releases/"] });
  const address = `${s3.url}/guichet-releases/releases`;
  const usual = { GUICHET_RELEASE_BUCKET: "guichet-releases", GUICHET_RELEASE_ENDPOINT: s3.url, GUICHET_RELEASE_PUBLIC: address, AWS_ACCESS_KEY_ID: account.accessKeyId, AWS_SECRET_ACCESS_KEY: account.secretAccessKey };
  let ticks = 0;
  const release = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
    let [out, err] = ["", ""];
    const aheadMs = (ticks += 1) * 1000; // a manifest is dated to the second, and people take longer than that
    const code = await runRelease([...argv, "--lang", "en"], {
      env: { ...usual, ...env },
      input: Readable.from([]),
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      nowMs: () => Date.now() + aheadMs,
      keys: trustedKeys,
      fetch: globalThis.fetch,
      version: "0.0.0",
    });
    return { code, out, err };
  };
  let folders = 0;
  return {
    s3,
    address,
    release,
    served: async (path) => (await fetch(`${address}/${path}`)).text(),
    keys: () => s3.buckets.get("guichet-releases").keys(),
    signed: async ({ version, previous, channel = "stable", staging = 100, content = `program ${version}`, sbomVersion = version, notes = true, minimum, installer = "linux-amd64.deb" }) => {
      const path = join(folder, `release-${(folders += 1)}`);
      await mkdir(path);
      await writeFile(join(path, `guichet-${version}-${installer}`), content);
      await writeFile(join(path, `guichet-${version}.cdx.json`), JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", metadata: { component: { name: "guichet", version: sbomVersion } }, components: [{ name: "zod" }] }));
      await writeFile(join(folder, "notes.txt"), "Corrections / fixes.\n");
      const noted = notes ? ["--notes-fr", join(folder, "notes.txt"), "--notes-en", join(folder, "notes.txt")] : [];
      const made = await release(["make", path, "--version", version, "--channel", channel, "--staging", String(staging), ...noted, ...(previous === undefined ? [] : ["--previous", previous]), ...(minimum === undefined ? [] : ["--minimum", minimum])]);
      if (made.code !== 0) throw new Error(made.err);
      const done = await release(["sign", path, "--test-authority"]);
      if (done.code !== 0) throw new Error(done.err);
      return path;
    },
    close: async () => {
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
