import { join } from "node:path";
import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { ZERO_HASH } from "../../shared/sync/change.ts";
import type { Recording } from "../../shared/testing/recorded.ts";
import type { Sealer } from "../../sync-server/attestation/create-sealer.ts";
import { createServices } from "../../sync-server/domain/create-services.ts";
import { importDirectory, type DirectoryInput } from "../../sync-server/domain/directory.ts";
import { createHttpServer } from "../../sync-server/http/create-http-server.ts";
import { openFolderStore } from "../../sync-server/objects/folder-store.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import type { Store } from "../../sync-server/store/store.ts";
import { putEmptyStore } from "../../sync-server/store/testing/prepared-store.ts";
import { plantRegistration } from "./plant-registration.ts";
import { countedBytes, idOf, knownKey, RECORDED_AT } from "./recorded-keys.ts";

const ISSUER = "https://sign-in.recorded.example/oidc";
export const CENTRE = idOf("centre");
export const EPOCHS = { founded: idOf("epoch 1"), restored: idOf("epoch 2") } as const;
export const RECEIPT_KEY = { kid: "receipts-recorded", ...knownKey("ed25519", "receipts") };
export const SEALING_KEY = { kid: "sealed-recorded", ...knownKey("x25519", "sealing") };

export type RecordedPerson = { readonly login: string; readonly user: string; readonly bank: BankId; readonly branches: readonly { readonly id: BranchId; readonly name: string }[] };

const [bankA, bankB] = [id<BankId>(idOf("bank A")), id<BankId>(idOf("bank B"))];
const branch = (name: string) => ({ id: id<BranchId>(idOf(`branch ${name}`)), name: `Agence ${name}` });
const [a1, a2, a3, b1, b2] = [branch("A1"), branch("A2"), branch("A3"), branch("B1"), branch("B2")];
const at = (login: string, bank: BankId, branches: RecordedPerson["branches"]): RecordedPerson => ({ login, user: idOf(`person ${login}`), bank, branches });

/** Invented, and fixed for ever: who may be in a recording. A token is her login, so that no provider's clock has a part in it. */
export const people = {
  marie: at("marie", bankA, [a1]), paul: at("paul", bankA, [a1]), lea: at("lea", bankA, [a2]), noe: at("noe", bankA, [a3]), anna: at("anna", bankA, [a1, a2, a3]),
  ada: at("ada", bankA, [a1, a2, a3]), abel: at("abel", bankA, [a1, a2, a3]), zoe: at("zoe", bankB, [b1]), yves: at("yves", bankB, [b2]),
} as const;
/** Who runs the centre: of no bank. */
export const operators = { boss: { login: "boss", user: idOf("operator boss") }, chief: { login: "chief", user: idOf("operator chief") } } as const;

const person = ({ login, user, branches }: RecordedPerson, role: "advisor" | "manager" | "administrator") => ({ id: user, subject: login, name: `Personne ${login}`, role, branches: branches.map((one) => one.id) });
const directory: DirectoryInput = {
  banks: [
    {
      id: bankA, name: "Banque A", issuer: ISSUER, branches: [a1, a2, a3],
      persons: [...[people.marie, people.paul, people.lea, people.noe].map((one) => person(one, "advisor")), person(people.anna, "manager"), person(people.ada, "administrator"), person(people.abel, "administrator")],
    },
    { id: bankB, name: "Banque B", issuer: ISSUER, branches: [b1, b2], persons: [person(people.zoe, "advisor"), person(people.yves, "advisor")] },
  ],
  operators: Object.values(operators).map(({ login, user }) => ({ id: user, issuer: ISSUER, subject: login, name: `Personne ${login}` })),
};

/** Noe's former workstation, revoked before anybody speaks. */
async function sendAway(store: Store): Promise<void> {
  const { bank, user } = people.noe;
  const scope = { bank, branches: [], persons: [user] };
  const replica = idOf("replica sent away");
  await store.enrol(scope, { replica, person: user, publicKey: knownKey("ed25519", "replica sent away").x, device: "POSTE-9", zeroHash: ZERO_HASH, at: RECORDED_AT - 2, epoch: 1 });
  await store.revokeReplica(scope, replica, RECORDED_AT - 1);
}

const logins = new Set<string>([...Object.keys(people), ...Object.keys(operators)]);
const many = 1_000_000;

export type RecordedCentre = { readonly address: string; readonly close: () => Promise<void> };

/** A certificate would be another each time: what is recorded is the message, not the paper. */
const plainSealer: Sealer = { seal: async () => ({ bytes: Buffer.from("%PDF recorded"), pages: 1 }), close: async () => undefined };

/**
 * Today's centre, as the recordings found it: the real routes, work and store over real HTTP, with its identity, clock and chance given. What
 * the protocol leaves to others (tokens, the provider, rates) is as plain as can be.
 */
export async function startRecordedCentre(life: Recording["life"], folder: string): Promise<RecordedCentre> {
  const stored = join(folder, "store");
  await putEmptyStore(stored);
  const store = await openPgliteStore({ folder: stored });
  const now = () => instant(RECORDED_AT);
  await store.createCentre({ centre: CENTRE, epochN: 1, epochId: EPOCHS.founded, demonstration: true, businessDate: "2020-04-15", createdAt: RECORDED_AT }, { kid: RECEIPT_KEY.kid, x: RECEIPT_KEY.x, d: RECEIPT_KEY.d });
  await store.ensureSealingKey({ kid: SEALING_KEY.kid, x: SEALING_KEY.x, d: SEALING_KEY.d }, RECORDED_AT);
  if (life === "restored") await store.beginEpoch({ n: 2, id: EPOCHS.restored, at: RECORDED_AT });
  await importDirectory(store, directory);
  if (life === "founded") {
    await sendAway(store);
    await plantRegistration(store);
  }
  const faults: string[] = [];
  const services = await createServices({
    store, objects: openFolderStore(join(folder, "objects")), demonstration: true, now, sealer: plainSealer, randomBytes: countedBytes("chance of the centre"),
    onError: (error) => void faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  const { app } = await createHttpServer({
    services, now,
    verify: async (token) => (logins.has(token) ? ok({ issuer: ISSUER, subject: token, bank: undefined, expiresAtMs: RECORDED_AT + 3_600_000 }) : err({ code: "G3001" })),
    signIn: async () => ({ issuer: ISSUER, clientId: "guichet-desktop", audience: "urn:guichet:api" }),
    accounts: [{ login: "marie", name: "Personne marie", role: "advisor", bank: "Banque A", branch: "Agence A1" }],
    metricsToken: undefined, trustedProxies: [],
    limits: { perPerson: many, perDevice: many, perAddress: many, inside: 256, newsPerPerson: 8, heartbeatMs: 15_000 },
    verificationAddress: () => "https://centre.example/verification", verification: { page: undefined, origin: undefined, inside: 32, pointsPerAddress: many },
    log: { info: () => undefined, warn: () => undefined, error: (facts, event) => void faults.push(`${event} ${JSON.stringify(facts)}`) },
  }, "0.0.0-recorded");
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    address,
    close: async () => {
      await app.close();
      await services.close();
      if (faults.length > 0) throw new Error(`the centre met faults of its own:\n${faults.join("\n")}`);
    },
  };
}
