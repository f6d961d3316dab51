import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { KeyVault } from "../deps.ts";
import { ARGON2_COST, deriveKey, type Argon2Cost } from "./derive-key.ts";
import { changePassphrase, createKeyFile, dropVaultAlone, openKeyFile, openKeyFileByVault, rewrapKeyFile, unlockWayOf, type KeyFileOptions, type OpenedKey } from "./key-file.ts";
import { keyFileToText, parseKeyFile } from "./key-slots.ts";

const quick: Argon2Cost = { algorithm: "argon2id", memoryKiB: 64, passes: 1, lanes: 1 };
const first = "correct cheval batterie agrafe";
const second = "une autre phrase bien longue";

function options(over: Partial<KeyFileOptions> = {}): KeyFileOptions {
  const dir = mkdtempSync(join(tmpdir(), "guichet-key-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return { dir, vault: { kind: "none" }, randomBytes: (length) => Uint8Array.from(randomBytes(length)), cost: quick, ...over };
}

/** A vault as an operating system has: its wrapping opens on the same account only. */
function osVault(): KeyVault {
  const mask = randomBytes(64);
  const turn = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, index) => byte ^ (mask[index % 64] ?? 0));
  return { kind: "os", wrap: async (secret) => await Promise.resolve(turn(secret)), unwrap: async (wrapped) => await Promise.resolve(turn(wrapped)) };
}
const brokenVault: KeyVault = { kind: "os", wrap: async () => await Promise.reject(new Error("locked")), unwrap: async () => await Promise.reject(new Error("locked")) };

async function must(opening: ReturnType<typeof openKeyFile>): Promise<OpenedKey> {
  const opened = await opening;
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}
const path = ({ dir }: KeyFileOptions) => join(dir, "key.json");

test("[KF1] the passphrase gives back the 32 random bytes, and nothing else in the folder does", async () => {
  const at = options();
  const made = await must(createKeyFile(at, first));
  const opened = await must(openKeyFile(at, first));
  expect(Buffer.from(opened.key).equals(Buffer.from(made.key))).toBe(true);
  const text = readFileSync(path(at), "utf8");
  for (const encoding of ["hex", "base64", "base64url"] as const) expect(text).not.toContain(Buffer.from(made.key).toString(encoding).slice(0, 20));
  expect(text).not.toContain("cheval");
  if (process.platform !== "win32") expect(statSync(path(at)).mode & 0o777).toBe(0o600);
});

test("[KF1] as shipped, Argon2id takes 64 MiB and three passes, and these are stored", async () => {
  expect(ARGON2_COST).toEqual({ algorithm: "argon2id", memoryKiB: 65_536, passes: 3, lanes: 1 });
  const { cost: _, ...shipped } = options();
  const made = await must(createKeyFile(shipped, first));
  expect(JSON.parse(readFileSync(path(shipped), "utf8"))).toMatchObject({ format: 1, slots: [{ kind: "passphrase", version: 1, cost: ARGON2_COST }] });
  expect((await must(openKeyFile(shipped, first))).key).toEqual(made.key);
});

test("[KF1] the derivation is Argon2id itself, byte for byte (vector of the reference implementation, version 1.3)", async () => {
  const derived = await deriveKey("password", Buffer.from("somesalt"), { algorithm: "argon2id", memoryKiB: 65_536, passes: 2, lanes: 1 });
  expect(Buffer.from(derived).toString("hex")).toBe("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
});

test("[KF1] weakened parameters do not open", async () => {
  const at = options({ cost: { ...quick, passes: 2 } });
  await must(createKeyFile(at, first));
  const reading = parseKeyFile(readFileSync(path(at), "utf8"));
  if (reading.kind !== "good") throw new Error(reading.kind);
  writeFileSync(path(at), keyFileToText({ ...reading.slots, passphrase: { ...reading.slots.passphrase, cost: quick } }));
  expect(await openKeyFile(at, first)).toEqual({ ok: false, error: { code: "G1001" } });
});

test("[KF3] a wrong passphrase is G1001, and the file is as before", async () => {
  const at = options();
  await must(createKeyFile(at, first));
  const before = readFileSync(path(at), "utf8");
  for (const wrong of ["", first.toUpperCase(), `${first} `, second]) expect(await openKeyFile(at, wrong)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await changePassphrase(at, second, second)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(readFileSync(path(at), "utf8")).toBe(before);
});

test("[KF3] a damaged file is G1010 at whatever character, never a wrong passphrase", async () => {
  const at = options();
  await must(createKeyFile(at, first));
  const text = readFileSync(path(at), "utf8");
  for (let index = 0; index < text.length - 1; index += 1) {
    if (/\s/.test(text[index] ?? " ")) continue;
    writeFileSync(path(at), text.slice(0, index) + (text[index] === "x" ? "y" : "x") + text.slice(index + 1));
    expect(await openKeyFile(at, first), `at ${index}`).toEqual({ ok: false, error: { code: "G1010", params: { reason: "damaged" } } });
  }
  for (const cut of ["", text.slice(0, 100)]) {
    writeFileSync(path(at), cut);
    expect(await openKeyFile(at, first)).toMatchObject({ ok: false, error: { code: "G1010" } });
  }
  rmSync(path(at));
  expect(await openKeyFile(at, first)).toEqual({ ok: false, error: { code: "G1010", params: { reason: "missing" } } });
});

test("[KF3] a newer file is G1002 and left untouched, also when the passphrase is to be changed", async () => {
  const at = options();
  const newer = '{"format":3,"slots":[{"kind":"later"}]}';
  writeFileSync(path(at), newer);
  const refused = { ok: false, error: { code: "G1002", params: { what: "key", version: 3 } } };
  expect(await openKeyFile(at, first)).toEqual(refused);
  expect(await changePassphrase(at, first, second)).toEqual(refused);
  expect(readFileSync(path(at), "utf8")).toBe(newer);
});

test("[KF3] parameters that would ask for all the memory are damage, not an attempt", async () => {
  const at = options();
  await must(createKeyFile(at, first));
  const reading = parseKeyFile(readFileSync(path(at), "utf8"));
  if (reading.kind !== "good") throw new Error(reading.kind);
  const greedy = { ...reading.slots.passphrase, cost: { ...quick, memoryKiB: 2_000_000_000 } };
  writeFileSync(path(at), keyFileToText({ ...reading.slots, passphrase: greedy }));
  expect(await openKeyFile(at, first)).toMatchObject({ ok: false, error: { code: "G1010" } });
});

test("[KF4] a new passphrase opens the same key, the old one no more, and unknown slots stay word for word", async () => {
  const at = options();
  const made = await must(createKeyFile(at, first));
  const reading = parseKeyFile(readFileSync(path(at), "utf8"));
  if (reading.kind !== "good") throw new Error(reading.kind);
  const recovery = { kind: "recovery", version: 3, shares: ["a", "b"], deep: { kept: true } };
  writeFileSync(path(at), keyFileToText({ ...reading.slots, others: [recovery] }));
  const changed = await must(changePassphrase(at, first, second));
  expect(changed.key).toEqual(made.key);
  expect((await must(openKeyFile(at, second))).key).toEqual(made.key);
  expect(await openKeyFile(at, first)).toEqual({ ok: false, error: { code: "G1001" } });
  const slots: unknown = JSON.parse(readFileSync(path(at), "utf8")).slots;
  expect(slots).toContainEqual(recovery);
  expect(await changePassphrase(at, second, "court")).toMatchObject({ ok: false, error: { code: "G1009" } });
});

test("[KF4] a key file is never overwritten by a new key", async () => {
  const at = options();
  const made = await must(createKeyFile(at, first));
  expect(await createKeyFile(at, second)).toEqual({ ok: false, error: { code: "G1010", params: { reason: "exists" } } });
  expect((await must(openKeyFile(at, first))).key).toEqual(made.key);
});

test("[KF4] where the file cannot be replaced, G1007, the old one stays, and nothing is left behind", async () => {
  const at = options();
  await must(createKeyFile(at, first));
  mkdirSync(`${path(at)}.next`);
  expect(await changePassphrase(at, first, second)).toMatchObject({ ok: false, error: { code: "G1007" } });
  expect((await must(openKeyFile(at, first))).vault).toBe("none");
});

test("[KF2] the vault confirms the place, and every loss of it leaves the passphrase sufficient", async () => {
  const home = osVault();
  const at = options({ vault: home });
  const made = await must(createKeyFile(at, first));
  expect(made.vault).toBe("confirmed");
  expect((await must(openKeyFile(at, first))).vault).toBe("confirmed");
  expect(await openKeyFile(at, second)).toEqual({ ok: false, error: { code: "G1001" } });
  for (const [vault, state] of [[osVault(), "foreign"], [brokenVault, "foreign"], [{ kind: "none" }, "none"]] as const) {
    const elsewhere = await must(openKeyFile({ ...at, vault }, first));
    expect([elsewhere.vault, elsewhere.key]).toEqual([state, made.key]);
  }
});

test("[KF2] a folder that came from elsewhere is bound anew, and the old place is then the foreign one", async () => {
  const [home, away] = [osVault(), osVault()];
  const at = options({ vault: home });
  const made = await must(createKeyFile(at, first));
  const bound = await must(rewrapKeyFile({ ...at, vault: away }, first));
  expect([bound.vault, bound.key]).toEqual(["confirmed", made.key]);
  expect((await must(openKeyFile({ ...at, vault: away }, first))).vault).toBe("confirmed");
  expect((await must(openKeyFile(at, first))).vault).toBe("foreign");
});

test("[KF2] a vault that refuses at the start leaves the file unbound, and a later one can be bound", async () => {
  const at = options({ vault: brokenVault });
  expect((await must(createKeyFile(at, first))).vault).toBe("unbound");
  const vault = osVault();
  expect((await must(openKeyFile({ ...at, vault }, first))).vault).toBe("unbound");
  expect((await must(rewrapKeyFile({ ...at, vault }, first))).vault).toBe("confirmed");
});

test("[KF5] a weak passphrase makes no file", async () => {
  const at = options();
  expect(await createKeyFile(at, "court")).toMatchObject({ ok: false, error: { code: "G1009" } });
  expect(readdirSync(at.dir)).toEqual([]);
  expect(existsSync(path(at))).toBe(false);
});

test("[KF1] a disposed key is overwritten", async () => {
  const opened = await must(createKeyFile(options(), first));
  opened.dispose();
  expect(opened.key).toEqual(new Uint8Array(32));
});

const kindsIn = (at: KeyFileOptions): { readonly format: number; readonly kinds: readonly string[] } => {
  const { format, slots } = JSON.parse(readFileSync(path(at), "utf8")) as { format: number; slots: readonly { kind: string }[] };
  return { format, kinds: slots.map(({ kind }) => kind) };
};

test("[KF9] either: passphrase or vault opens the same key; a vault that is lost, or another's, leaves the passphrase", async () => {
  const at = options({ vault: osVault() });
  const made = await must(createKeyFile(at, first));
  expect(await openKeyFileByVault(at)).toEqual({ ok: false, error: { code: "G9581" } });
  expect((await must(rewrapKeyFile(at, first, "either"))).way).toBe("either");
  expect(kindsIn(at)).toEqual({ format: 2, kinds: ["passphrase", "os-vault", "vault"] });
  expect((await must(openKeyFileByVault(at))).key).toEqual(made.key);
  expect((await must(openKeyFile(at, first))).key).toEqual(made.key);
  for (const vault of [osVault(), brokenVault, { kind: "none" } as const]) {
    expect(await openKeyFileByVault({ ...at, vault })).toEqual({ ok: false, error: { code: "G9582" } });
    expect((await must(openKeyFile({ ...at, vault }, first))).key).toEqual(made.key);
  }
  expect((await must(changePassphrase(at, first, second))).way).toBe("either");
  expect((await must(openKeyFileByVault(at))).key).toEqual(made.key);
  // A host without a vault leaves the slot that another host of this computer opens.
  await must(changePassphrase({ ...at, vault: { kind: "none" } }, second, first));
  expect((await must(openKeyFileByVault(at))).key).toEqual(made.key);
});

test("[KF9] both: neither the passphrase nor the vault opens without the other, and a wrong passphrase is still G1001", async () => {
  const at = options({ vault: osVault() });
  const made = await must(createKeyFile(at, first));
  expect((await must(rewrapKeyFile(at, first, "both"))).way).toBe("both");
  expect(kindsIn(at)).toEqual({ format: 2, kinds: ["both"] });
  expect((await must(openKeyFile(at, first))).key).toEqual(made.key);
  expect(await openKeyFile(at, second)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await openKeyFileByVault(at)).toEqual({ ok: false, error: { code: "G9581" } });
  for (const vault of [brokenVault, { kind: "none" } as const]) expect(await openKeyFile({ ...at, vault }, first)).toEqual({ ok: false, error: { code: "G9582" } });
  // Another account's vault unwraps to other bytes here: told as a wrong passphrase, and opening nothing.
  expect((await openKeyFile({ ...at, vault: osVault() }, first)).ok).toBe(false);
  expect((await must(changePassphrase(at, first, second))).way).toBe("both");
  expect((await must(openKeyFile(at, second))).key).toEqual(made.key);
  expect((await must(rewrapKeyFile(at, second, "passphrase"))).way).toBe("passphrase");
  expect(kindsIn(at)).toEqual({ format: 1, kinds: ["passphrase", "os-vault"] });
  expect((await must(openKeyFile({ ...at, vault: { kind: "none" } }, second))).key).toEqual(made.key);
});

test("[KF9] where the vault does not wrap, both falls back to the passphrase and says so; a file that is both already becomes nothing weaker", async () => {
  const at = options();
  await must(createKeyFile(at, first));
  for (const vault of [{ kind: "none" } as const, brokenVault]) {
    for (const way of ["either", "both"] as const) expect((await must(rewrapKeyFile({ ...at, vault }, first, way))).way).toBe("passphrase");
  }
  const home = osVault();
  const bound = options({ vault: home });
  await must(createKeyFile(bound, first));
  await must(rewrapKeyFile(bound, first, "both"));
  const before = readFileSync(path(bound), "utf8");
  const full: KeyVault = { kind: "os", wrap: brokenVault.wrap, unwrap: home.kind === "os" ? home.unwrap : brokenVault.unwrap };
  expect(await rewrapKeyFile({ ...bound, vault: full }, first)).toEqual({ ok: false, error: { code: "G9582" } });
  expect(readFileSync(path(bound), "utf8")).toBe(before);
});

test("[KF9] the vault's way is taken away without a secret, and nothing else is touched", async () => {
  const at = options({ vault: osVault() });
  const made = await must(createKeyFile(at, first));
  await must(rewrapKeyFile(at, first, "either"));
  expect(dropVaultAlone(at.dir).ok).toBe(true);
  expect([unlockWayOf(at.dir), kindsIn(at).format]).toEqual(["passphrase", 1]);
  expect(await openKeyFileByVault(at)).toEqual({ ok: false, error: { code: "G9581" } });
  expect((await must(openKeyFile(at, first))).key).toEqual(made.key);
  expect(dropVaultAlone(at.dir).ok).toBe(true);
});

test("[KF9] a file with a weaker way beside the strict one is damage, and opens by neither", async () => {
  const at = options({ vault: osVault() });
  await must(createKeyFile(at, first));
  const weak = parseKeyFile(readFileSync(path(at), "utf8"));
  await must(rewrapKeyFile(at, first, "either"));
  const either = parseKeyFile(readFileSync(path(at), "utf8"));
  await must(rewrapKeyFile(at, first, "both"));
  const strict = parseKeyFile(readFileSync(path(at), "utf8"));
  if (weak.kind !== "good" || either.kind !== "good" || strict.kind !== "good") throw new Error("not read");
  for (const put of [{ ...strict.slots, others: [weak.slots.passphrase as never] }, { ...strict.slots, alone: either.slots.alone }]) {
    writeFileSync(path(at), keyFileToText(put));
    expect(await openKeyFile(at, first)).toMatchObject({ ok: false, error: { code: "G1010" } });
    expect(await openKeyFileByVault(at)).toMatchObject({ ok: false, error: { code: "G1010" } });
  }
});
