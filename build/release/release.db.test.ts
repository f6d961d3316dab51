import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { trustedKeys } from "../../shared/release/trusted-keys.ts";
import { keyIdOf } from "./signer.ts";
import { createPackages, hashOf, NOW, release, ymlOf } from "./testing-release-folder.ts";
import { testAuthority } from "./test-authority.ts";

const drops: (() => unknown)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});
function packages(version?: string, bytes?: Uint8Array): ReturnType<typeof createPackages> {
  const made = createPackages(version, bytes);
  drops.push(made.drop);
  return made;
}
async function signedFolder(): Promise<ReturnType<typeof createPackages>> {
  const made = packages();
  expect(await release(["make", made.folder, "--previous", "1.3.0"])).toMatchObject({ code: 0 });
  expect(await release(["sign", made.folder, "--test-authority"])).toMatchObject({ code: 0 });
  return made;
}
const verify = (place: string, ...more: string[]) => release(["verify", place, "--allow-test-authority", "--json", ...more]);
const refusedSchema = z.object({ refused: z.array(z.object({ reason: z.string(), at: z.string() })) });
const refusals = (said: { readonly out: string }): readonly string[] => refusedSchema.parse(JSON.parse(said.out)).refused.map(({ reason, at }) => `${reason} ${at}`.trim());

test("[RL2] the test authority's public half is the one compiled in, under the id of its key", () => {
  expect(trustedKeys.find(({ authority }) => authority === "test")).toEqual({ id: testAuthority().keyId, publicKey: testAuthority().publicKey, authority: "test", revoked: false });
  for (const { id, publicKey } of trustedKeys) expect(keyIdOf(publicKey)).toBe(id);
});

describe("a folder made, signed and verified", () => {
  test("[RL12] passes as it is, and says what it holds", async () => {
    const { folder } = await signedFolder();
    const said = await verify(folder);
    expect([said.code, JSON.parse(said.out)]).toEqual([0, { verified: { version: "1.4.0", channel: "stable", staging: 100, expiresAt: "2027-02-21T12:00:00Z", key: testAuthority().keyId, files: 3, bytes: 5_000 + 6 + statSync(join(folder, "latest.yml")).size } }]);
    expect(said.err).toContain("TEST AUTHORITY");
    expect(readFileSync(join(folder, "release.json"), "utf8")).toContain(`"platform": "win",\n      "target": "nsis",\n      "arch": "x64"`);
  });

  test("[RL2] without being told so, verify takes nothing of the test authority, as a release build", async () => {
    const { folder } = await signedFolder();
    const said = await release(["verify", folder, "--lang", "fr"]);
    expect(said).toMatchObject({ code: 1, out: "" });
    expect(said.err).toContain("une vraie version de Guichet la refuse");
  });

  test("[RL12] whatever is changed afterwards is found, each with its reason", async () => {
    const { folder, installerName } = await signedFolder();
    const found: Record<string, readonly string[]> = {};
    const changed = async (name: string, path: string, content: Uint8Array | string): Promise<void> => {
      const before = readFileSync(path, { flag: "a+" });
      writeFileSync(path, content);
      found[name] = refusals(await verify(folder));
      if (before.length === 0) rmSync(path);
      else writeFileSync(path, before);
    };
    const installer = join(folder, installerName);
    const bytes = readFileSync(installer);
    const flipped = Uint8Array.from(bytes);
    flipped[2_000] = (flipped[2_000] ?? 0) ^ 1;
    const manifest = readFileSync(join(folder, "release.json"), "utf8");
    await changed("one byte of the installer", installer, flipped);
    await changed("one byte too many", installer, Buffer.concat([bytes, Uint8Array.of(0)]));
    await changed("one byte too few", installer, bytes.subarray(1));
    await changed("an extra file", join(folder, "extra.dll"), "x");
    await changed("staging raised in the manifest", join(folder, "release.json"), manifest.replace(`"staging": 100`, `"staging": 99`));
    await changed("a signature of nothing", join(folder, "release.json.sig"), "");
    await changed("a rewritten yml", join(folder, "latest.yml"), ymlOf("9.9.9", installerName, bytes));
    rmSync(installer);
    found["no installer"] = refusals(await verify(folder));
    expect(found).toEqual({
      "one byte of the installer": [`bad-hash ${installerName}`], "one byte too many": [`bad-size ${installerName}`], "one byte too few": [`bad-size ${installerName}`],
      "an extra file": ["extra-file extra.dll"], "staging raised in the manifest": [`bad-signature ${testAuthority().keyId}`], "a signature of nothing": ["signature-unreadable"],
      "a rewritten yml": [expect.stringMatching(/^bad-(size|hash) latest\.yml$/)], "no installer": [`missing-file ${installerName}`],
    });
  });

  test("[RL12] a latest.yml that was wrong already when the manifest was made is not signed", async () => {
    const { folder, installerName } = packages();
    const wrong = [ymlOf("1.3.0", installerName, readFileSync(join(folder, installerName))), ymlOf("1.4.0", "other.exe", readFileSync(join(folder, installerName))), ymlOf("1.4.0", installerName, Buffer.from("x")), "version: 1.4.0\n", "a: &b [x]\n"];
    for (const yml of wrong) {
      writeFileSync(join(folder, "latest.yml"), yml);
      expect((await release(["make", folder])).code).toBe(0);
      const said = await release(["sign", folder, "--test-authority", "--json"]);
      expect([yml, said.code, refusals(said)]).toEqual([yml, 1, ["yml-disagrees latest.yml"]]);
    }
  });

  test("[RL8] an expired release is refused though all of it is intact; another channel's too", async () => {
    const { folder } = await signedFolder();
    expect(refusals(await release(["verify", folder, "--allow-test-authority", "--json"], { nowMs: () => NOW + 91 * 86_400_000 }))).toEqual(["expired 2027-02-21T12:00:00Z"]);
    expect(refusals(await verify(folder, "--channel", "pilot"))).toEqual(["other-channel stable"]);
  });

  test("[RL6] what can't be released stops the making: odd names, empty files, folders", async () => {
    const { folder } = packages();
    for (const [name, reason] of [["guichet setup.exe", "bad-name"], ["builder-debug.yml", "extra-file"]] as const) {
      writeFileSync(join(folder, name), "x");
      const said = await release(["make", folder, "--json"]);
      expect([said.code, refusals(said)]).toEqual([1, [`${reason} ${name}`]]);
      rmSync(join(folder, name));
    }
    writeFileSync(join(folder, "empty.deb"), "");
    expect(refusals(await release(["make", folder, "--json"]))).toEqual(["bad-size empty.deb"]);
    const gathered = join(folder, "gathered");
    rmSync(join(folder, "empty.deb"));
    mkdirSync(join(folder, "win-unpacked"));
    expect((await release(["make", gathered, "--from", folder])).code).toBe(0);
    expect((await release(["make", gathered, "--from", folder, "--json"])).code).toBe(1);
  });

  test("[RL7] options that are no numbers, versions or channels are refused in words", async () => {
    const { folder } = packages();
    for (const argv of [["--staging", "half"], ["--staging", "12.5"], ["--staging", "101"], ["--days", "0"], ["--channel", "beta"], ["--nothing"]]) expect([argv, (await release(["make", folder, ...argv])).code]).toEqual([argv, 2]);
    expect((await release(["make", folder, "--version", "v1"])).code).toBe(1);
    expect((await release(["make", join(folder, "absent")])).code).toBe(5);
    expect((await release(["verify"], { env: { LANG: "fr" } })).err).toContain("Commande mal formée");
  });
});

describe("keys", () => {
  const passphrase = "une phrase de passe bien longue";
  const somewhere = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "guichet-key-"));
    drops.push(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, "deep", "key.pem");
  };

  test("[RL2] a key file is made outside, protected, once; what it signs verifies where its public half is known, and nowhere else", async () => {
    const path = somewhere();
    const made = await release(["key", path, "--passphrase-stdin", "--json"], { passphrase });
    const { key, publicKey } = z.object({ key: z.string(), publicKey: z.string() }).parse(JSON.parse(made.out));
    expect([made.code, statSync(path).mode & 0o777, readFileSync(path, "utf8").startsWith("-----BEGIN ENCRYPTED")]).toEqual([0, 0o600, true]);
    expect(made.out + made.err).not.toContain(passphrase);
    expect(await release(["key", path, "--passphrase-stdin"], { passphrase })).toMatchObject({ code: 4, out: "" });
    const { folder } = packages();
    await release(["make", folder]);
    expect(await release(["sign", folder, "--key", path, "--passphrase-stdin"], { passphrase: "une autre phrase" })).toMatchObject({ code: 4, out: "" });
    expect(await release(["sign", folder, "--key", path, "--passphrase-stdin"], { passphrase })).toMatchObject({ code: 0 });
    expect(refusals(await release(["verify", folder, "--json"]))).toEqual([`unknown-key ${key}`]);
    const keys = [{ id: key, publicKey, authority: "production" as const, revoked: false }];
    expect((await release(["verify", folder], { keys })).code).toBe(0);
    expect(refusals(await release(["verify", folder, "--json"], { keys: keys.map((one) => ({ ...one, revoked: true })) }))).toEqual([`revoked-key ${key}`]);
  });

  test("a key never enters a repository, has a real passphrase, and is never taken unprotected", async () => {
    expect((await release(["key", "build/release/key.pem", "--passphrase-stdin"], { passphrase })).err).toContain("inside the repository");
    expect((await release(["key", somewhere(), "--passphrase-stdin"], { passphrase: "short" })).code).toBe(4);
    expect((await release(["key", somewhere(), "--passphrase-stdin"], { passphrase: "" })).code).toBe(4);
    const plain = join(packages().folder, "plain.pem");
    writeFileSync(plain, "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----\n");
    const { folder } = packages();
    await release(["make", folder]);
    expect((await release(["sign", folder, "--key", plain, "--passphrase-stdin"], { passphrase })).code).toBe(4);
    expect((await release(["sign", folder])).code).toBe(2);
  });

  test("a program that signs (a KMS) is believed only when its signature is of the key given", async () => {
    const { folder } = packages();
    await release(["make", folder]);
    const program = join(mkdtempSync(join(tmpdir(), "guichet-kms-")), "kms");
    drops.push(() => rmSync(join(program, ".."), { recursive: true, force: true }));
    const { publicKey } = testAuthority();
    const write = (body: string): void => writeFileSync(program, `#!${process.execPath}\n${body}`, { mode: 0o755 });
    const authority = JSON.stringify(new URL("test-authority.ts", import.meta.url).href);
    write(`import(${authority}).then(async ({ testAuthority }) => { const all = []; for await (const piece of process.stdin) all.push(piece); process.stdout.write(Buffer.from(await testAuthority().sign(Buffer.concat(all))).toString("base64")); });`);
    expect(await release(["sign", folder, "--signer", program, "--public-key", publicKey])).toMatchObject({ code: 0 });
    expect((await verify(folder)).code).toBe(0);
    write(`process.stdout.write("${"A".repeat(86)}==")`);
    expect((await release(["sign", folder, "--signer", program, "--public-key", publicKey])).code).toBe(4);
    write("process.exit(3)");
    expect((await release(["sign", folder, "--signer", program, "--public-key", publicKey])).err).toContain("exit 3");
    expect((await release(["sign", folder, "--signer", `${program}.absent`, "--public-key", publicKey])).code).toBe(4);
    expect((await verify(folder)).code).toBe(0);
  });
});

describe("at an address", () => {
  async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    drops.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/r`;
  }
  const fileOf = (folder: string, url: string): Buffer | undefined => {
    const path = /^\/r\/(?:stable\/(release\.json(?:\.sig)?)|files\/1\.4\.0\/([^/]+))$/.exec(url);
    return path === null ? undefined : readFileSync(join(folder, path[1] ?? path[2] ?? ""));
  };

  test("[RL12] what is published is verified from its public address, and only there", async () => {
    const { folder, installerName } = await signedFolder();
    let odd: "none" | "swap" | "redirect" | "huge" | "cut" = "none";
    const base = await serve((request, response) => {
      const url = request.url ?? "";
      const isInstaller = url.endsWith(installerName);
      if (odd === "redirect" && isInstaller) return void response.writeHead(302, { location: "http://127.0.0.1:9/elsewhere" }).end();
      if (odd === "huge" && url.endsWith("release.json")) return void response.end(Buffer.alloc(3_000_000, " "));
      if (odd === "cut" && isInstaller) return void response.writeHead(200, { "content-length": 5_000 }).write(Buffer.alloc(100), () => response.destroy());
      const bytes = odd === "swap" && isInstaller ? Buffer.alloc(5_000, "evil") : fileOf(folder, url);
      return bytes === undefined ? void response.writeHead(404).end() : void response.end(bytes);
    });
    const seen: Record<string, unknown> = {};
    for (odd of ["none", "swap", "redirect", "huge", "cut"] as const) {
      const said = await verify(base);
      seen[odd] = said.code === 0 ? 0 : [said.code, ...refusals(said)];
    }
    expect(seen).toEqual({ none: 0, swap: [1, `bad-hash ${installerName}`], redirect: [1, `redirected ${installerName}`], huge: [1, "too-large release.json"], cut: [3, `unreachable ${installerName}`] });
    expect(refusals(await verify(base, "--channel", "pilot"))).toEqual(["missing-file pilot/release.json"]);
  });

  test("addresses that are not plainly https, or this computer's, are refused; a silent one is told as such", async () => {
    for (const address of ["http://releases.example/r", "https://user:pass@releases.example/r", "https://releases.example/r?x=1", "ftp://releases.example", "file:///etc"]) expect([address, refusals(await verify(address))]).toEqual([address, [`bad-address ${address}`]]);
    expect((await verify("http://127.0.0.1:9/r")).code).toBe(3);
  });
});

test("[RL12] the file's hash is the one electron-builder writes", () => {
  expect(hashOf(Buffer.from("guichet"))).toHaveLength(88);
});
