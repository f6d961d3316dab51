import { createHash, createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { checkHistory } from "../../shared/evidence/check-history.ts";
import { FORMAT, historySigningText, type History } from "../../shared/evidence/format.ts";
import type { Powers } from "../../shared/evidence/powers.ts";
import { readStatement } from "../../shared/evidence/read-entries.ts";
import type { HistoryAnswer } from "../../shared/sync/history-messages.ts";
import { contractWorld, created, errorOf, freshSiren, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";

const publicKey = (raw: Uint8Array) => createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") }, format: "jwk" });
const powers: Powers = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"), verify: (key, message, signature) => verify(null, message, publicKey(key), signature),
  encode: (text) => new TextEncoder().encode(text), decode: (bytes) => new TextDecoder().decode(bytes),
};
const DAY = "2020-06-15";

/** How a file was made, as every centre tells it ([HI1]), whatever its store. */
export function historyContract(open: OpenStore): void {
  const { store } = contractWorld(open);

  async function made() {
    const world = await createSmallWorld(store());
    await world.services.setBusinessDate(await world.caller("anna"), legalDate(DAY));
    const [marie, anna] = [await world.workstation("marie"), await world.workstation("anna")];
    const [file, other] = [newId(), newId()];
    // One push: the file, somebody else's, then the submission; so that a head of another file lies between.
    await marie.send(created(file, soundFields({ siren: freshSiren() })), created(other, { legalName: "Autre société SARL" }), submitted(file, 1), created(newId(), { legalName: "Encore une autre SARL" }));
    await anna.send({ kind: "recorded", file, base: 2, body: { step: "approved", facts: { on: DAY } } });
    const ask = (by = marie, over = {}) => world.services.history(by.caller, { protocol: 1, ...world.address, replica: by.replica, file, ...over });
    return { ...world, marie, anna, file, other, ask };
  }
  const historyOf = (centre: string, { statement, changes, links, pushes }: HistoryAnswer): History => ({
    format: FORMAT, source: "centre", centre, keys: [], statement, links, pushes, unknownVersions: [],
    changes: changes.map(({ replica, seq, hash, head, body, salt, verdict }) => ({ replica, seq, hash, verdict, ...(head === undefined ? {} : { head }), ...(body === undefined ? {} : { body }), ...(salt === undefined ? {} : { salt }) })),
  });

  test("[HI1] all changes of the file in the order in which they came, each under its author's signature, and a statement by the centre's own key", async () => {
    const it = await made();
    const answer = valueOf(await it.ask());
    expect(answer.changes.map(({ replica, seq }) => [replica, seq])).toEqual([[it.marie.replica, 1], [it.marie.replica, 3], [it.anna.replica, 1]]);
    const { receiptKeys } = await it.services.centre();
    const key = receiptKeys.find(({ kid }) => kid === answer.statement.kid);
    expect(verify(null, Buffer.from(historySigningText(answer.statement.text)), publicKey(Buffer.from(key?.x ?? "", "base64url")), Buffer.from(answer.statement.signature, "base64url"))).toBe(true);
    const facts = readStatement(answer.statement.text);
    expect(facts).toMatchObject({ v: 1, centre: it.address.centre, epochs: [it.address.epoch], file: it.file, stateHash: powers.sha256(Buffer.from(answer.state)), asker: { replica: it.marie.replica } });
    expect(facts?.replicas.map(({ replica }) => replica).toSorted()).toEqual([it.marie.replica, it.anna.replica].toSorted());
    const claims = JSON.parse(Buffer.from(JSON.parse(answer.state).registration.receipt.split(".")[1], "base64url").toString());
    expect(checkHistory(historyOf(it.address.centre, answer), it.file, { findings: [], claims, statement: facts, fingerprints: [] }, powers)).toEqual([
      { check: "changes", outcome: "holds", why: "stated", holes: { n: 3 } }, { check: "pushes", outcome: "holds", holes: { n: 3 } }, { check: "chain", outcome: "holds", holes: { n: 2 } },
    ]);
  });

  test("[HI1] of other files a head and no content: nothing of another client is in it", async () => {
    const it = await made();
    const answer = valueOf(await it.ask());
    expect(answer.links.map(({ seq }) => seq)).toEqual([2, 4]);
    expect(JSON.stringify(answer)).not.toMatch(/Autre société|Encore une autre/);
  });

  test("[HI1] only for who sees the file, from a workstation of her own, of this centre", async () => {
    const it = await made();
    expect(errorOf(await it.ask(await it.workstation("lea"))).code).toBe("G2008");
    expect(errorOf(await it.ask(await it.workstation("zoe"))).code).toBe("G2008");
    expect(errorOf(await it.ask(it.marie, { replica: newId() })).code).toBe("G3003");
    expect(errorOf(await it.ask(it.marie, { replica: it.anna.replica })).code).toBe("G3003");
    expect(errorOf(await it.ask(it.marie, { epoch: newId() })).code).toBe("G4011");
    expect(errorOf(await it.ask(it.marie, { file: newId() })).code).toBe("G2008");
    expect(valueOf(await it.ask(it.anna)).changes).toHaveLength(3);
  });
}
