import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { verificationKeysSchema } from "../../shared/sync/verification.ts";
import { sealFragment, sealSigningText, type SealFacts } from "../../shared/sync/attestation-seal.ts";
import { registrationNumber } from "../../shared/sync/registration-number.ts";
import { checkSeal } from "./check-seal.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const facts: SealFacts = { number: registrationNumber(1, Uint8Array.of(9, 8, 7, 6, 5)), siren: "732829320", amount: 25_000_050, registeredOn: "2020-04-16", kid: "receipts-2020-04-15" };
const signed = (of: SealFacts, key = privateKey): string => sealFragment(of, sign(null, Buffer.from(sealSigningText(of)), key).toString("base64url"));
const fragment = signed(facts);
const { x = "" } = publicKey.export({ format: "jwk" });
const told = verificationKeysSchema.parse({ keys: [{ kty: "OKP", crv: "Ed25519", x, kid: facts.kid }] });

/** A centre that tells its keys, and what it was asked. */
function centre(answer: () => Response | Promise<Response> = () => new Response(JSON.stringify(told))) {
  const asked: string[] = [];
  const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push(`${url instanceof Request ? url.url : String(url)} ${JSON.stringify(init?.body ?? "")}`);
    return answer();
  };
  return { asked, powers: { send, subtle: globalThis.crypto.subtle } };
}

test("[VE6] a code that the centre signed is genuine, and nothing of it is sent to be checked", async () => {
  const { asked, powers } = centre();
  expect(await checkSeal("https://api.guichet.example", fragment, powers)).toEqual({ kind: "genuine", facts });
  expect(asked).toEqual(['https://api.guichet.example/v1/verification-keys ""']);
});

test("[VE6] a changed amount, SIREN, number, day or key, another signature, and a key that is not the centre's are forged", async () => {
  const other = generateKeyPairSync("ed25519").privateKey;
  const forged = [
    fragment.replace("25000050", "25000051"), fragment.replace("25000050", "2500005"), fragment.replace("732829320", "900000019"), fragment.replace("2020-04-16", "2020-04-17"),
    fragment.replace(facts.number, registrationNumber(1, Uint8Array.of(9, 8, 7, 6, 4))), fragment.replace("receipts-2020-04-15", "receipts-2020-04-16"), signed(facts, other), sealFragment(facts, "A".repeat(86)),
  ];
  for (const text of forged) expect([text, await checkSeal("", text, centre().powers)]).toEqual([text, { kind: "forged" }]);
});

test("[VE6] what cannot be checked is told as such, each for its own reason, and is never genuine", async () => {
  const powers = centre().powers;
  expect(await checkSeal("", fragment.slice(0, -1), powers)).toEqual({ kind: "damaged" });
  expect(await checkSeal("", fragment.replace(/^1/, "7"), powers)).toEqual({ kind: "newer" });
  expect(await checkSeal("", fragment, { ...powers, subtle: undefined })).toEqual({ kind: "unable" });
  const old = Object.assign(Object.create(globalThis.crypto.subtle) as SubtleCrypto, { importKey: async () => { throw new DOMException("no such algorithm", "NotSupportedError"); } });
  expect(await checkSeal("", fragment, { ...powers, subtle: old })).toEqual({ kind: "unable" });
  for (const answer of [() => Promise.reject(new TypeError("no line")), () => new Response("<html>Portail</html>"), () => new Response("{}", { status: 503 }), () => new Response('{"keys":1}')]) {
    expect(await checkSeal("", fragment, centre(answer).powers)).toEqual({ kind: "offline" });
  }
  expect(await checkSeal("", fragment, centre(() => new Response('{"keys":[]}')).powers)).toEqual({ kind: "forged" });
});
