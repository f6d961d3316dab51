import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { publicationText, withdrawalText, type PublishedPackMessage } from "../../../shared/sync/pack-messages.ts";
import { LOCAL_RECOVERY, localRecoveryText } from "../../../shared/testing/local-recovery.ts";
import type { Core } from "../core.ts";
import { CENTRE, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { COMPLETE, newFile, openAgain, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

const NAME = "pge-france@1.1.0";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const KEY = { kty: "OKP" as const, crv: "Ed25519" as const, x: String(publicKey.export({ format: "jwk" }).x), kid: "centre-1" };
const hash = createHash("sha256").update(localRecoveryText, "utf8").digest("hex");
const signed = (text: string, at: number) => ({ kid: KEY.kid, at, signature: sign(null, Buffer.from(text), privateKey).toString("base64url") });
const published = (over: Partial<PublishedPackMessage> = {}): PublishedPackMessage => ({ name: NAME, hash, document: localRecoveryText, published: signed(publicationText(CENTRE, { name: NAME, hash, at: 1 }), 1), ...over });
const withdrawn = published({ withdrawn: signed(withdrawalText(CENTRE, { name: NAME, hash, at: 2 }), 2) });

let centre: FakeCentre;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  centre = await startFakeCentre();
  centre.hello = { receiptKeys: [KEY] };
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await centre.close();
});

async function anne(warn: (event: string) => void = () => undefined) {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const deps = testDeps(folder.dir, centre.url, { log: { info: () => undefined, warn, error: (event, facts) => console.error(event, facts) } });
  const core = await openFirstTime(deps, "anne");
  undo.push(() => core.close());
  await settled(core);
  return { core, deps };
}
const names = async (core: Core) => (await core.handlers["app.info"](undefined)).packs.map(({ document: { id, version }, withdrawn: gone }) => `${id}@${version}${gone ? " withdrawn" : ""}`);
const inbox = async (core: Core) => (await core.handlers["inbox.list"]({ offset: 0, limit: 50 })).entries.map(({ kind, error, fields }) => [kind, error?.code, ...fields]);
const tell = async (core: Core, packs: FakeCentre["packs"], rules: string, holds: () => Promise<boolean>) => {
  centre.packs = packs;
  centre.hello = { ...centre.hello, rules };
  await until(`the rules are ${rules}`, async () => { await settled(core); return await holds(); });
};

test("[WS28] a pack that the centre publishes comes by sync, and a file under its scheme is ready without network, also after a new start", async () => {
  const { core, deps } = await anne();
  const file = await newFile(core, { ...COMPLETE, scheme: LOCAL_RECOVERY });
  expect(await names(core)).toEqual([]);
  await tell(core, [published()], NAME, async () => (await names(core)).includes(NAME));
  await core.close();
  await centre.close();
  const again = await openAgain(deps);
  undo.push(() => again.close());
  expect(await names(again)).toEqual([NAME]);
  expect((await again.handlers["app.info"](undefined)).rules).toBe(NAME);
  const sent = unwrap(await again.handlers["files.submit"]({ file, seenVersion: (await openFile(again, file)).version }), "submit");
  expect(sent.status).toBe("waiting");
  centre = await startFakeCentre();
});

test("[WS28] what does not bear the centre's signature is not taken: another text, another hash, another name, a key it never told", async () => {
  const warned: string[] = [];
  const { core } = await anne((event) => warned.push(event));
  const other = localRecoveryText.replace('"value":85', '"value":99');
  const wrong = [
    published({ document: other }), published({ document: other, hash: createHash("sha256").update(other, "utf8").digest("hex") }),
    published({ name: "pge-france@1.2.0" }), published({ published: { ...published().published, kid: "unknown" } }), published({ withdrawn: signed("anything", 2) }),
  ];
  for (const [i, one] of wrong.entries()) {
    const before = warned.filter((event) => event === "packs-refused").length;
    await tell(core, [one], `pge-france@1.1.${i + 1}`, async () => warned.filter((event) => event === "packs-refused").length > before);
    expect(await names(core)).toEqual([]);
  }
});

test("[WS28] a centre of before knows no packs: the workstation goes on with its own rules, and asks no more than once for each greeting and change", async () => {
  const { core } = await anne();
  centre.hello = { ...centre.hello, rules: "pge-france@9.0.0" };
  for (let i = 0; i < 4; i += 1) await settled(core);
  const asked = centre.heard.filter(({ path }) => path === "/v1/packs").length;
  const greeted = centre.heard.filter(({ path }) => path === "/v1/hello").length;
  expect(asked).toBeLessThanOrEqual(greeted + 1);
  expect(await names(core)).toEqual([]);
  expect((await openFile(core, await newFile(core))).status).toBe("ready");
});

test("[WS29] a pack that is withdrawn judges nothing more: the version before is back, and drafts under its scheme are told in the inbox, nothing of them lost", async () => {
  centre.packs = [published()];
  centre.hello = { ...centre.hello, rules: NAME };
  const { core } = await anne();
  const file = await newFile(core, { ...COMPLETE, scheme: LOCAL_RECOVERY });
  await newFile(core, { ...COMPLETE, siren: "552100554" });
  expect((await openFile(core, file)).status).toBe("ready");
  expect((await inbox(core)).filter(([kind]) => kind === "scheme-gone")).toEqual([]);
  await tell(core, [withdrawn], "pge-france@1.0.0", async () => (await names(core)).includes(`${NAME} withdrawn`));
  expect((await inbox(core)).filter(([kind]) => kind === "scheme-gone")).toEqual([["scheme-gone", "G9615", "scheme"]]);
  expect((await openFile(core, file)).fields.scheme).toBe(LOCAL_RECOVERY);
  expect(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version })).toMatchObject({ ok: false, error: { code: "G2003", fields: [{ field: "scheme", reason: "DISPOSITIF_INCONNU" }] } });
});
