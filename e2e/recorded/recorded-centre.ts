import { join } from "node:path";
import { instant } from "../../shared/kernel/instant.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { ZERO_HASH } from "../../shared/sync/change.ts";
import type { Recording } from "../../shared/testing/recorded.ts";
import type { Sealer } from "../../sync-server/attestation/create-sealer.ts";
import { createServices } from "../../sync-server/domain/create-services.ts";
import { importDirectory } from "../../sync-server/domain/directory.ts";
import { createHttpServer } from "../../sync-server/http/create-http-server.ts";
import { openFolderStore } from "../../sync-server/objects/folder-store.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import type { Store } from "../../sync-server/store/store.ts";
import { putEmptyStore } from "../../sync-server/store/testing/prepared-store.ts";
import { plantRegistration } from "./plant-registration.ts";
import { countedBytes, idOf, knownKey, RECORDED_AT } from "./recorded-keys.ts";
import { roomyLimits } from "../../sync-server/http/testing/roomy-limits.ts";
import { CENTRE, directory, EPOCHS, ISSUER, operators, people, RECEIPT_KEY, SEALING_KEY } from "./recorded-people.ts";

/** Noe's former workstation, revoked before anybody speaks. */
async function sendAway(store: Store): Promise<void> {
  const { bank, user } = people.noe;
  const scope = { bank, branches: [], persons: [user] };
  const replica = idOf("replica sent away");
  await store.enrol(scope, { replica, person: user, publicKey: knownKey("ed25519", "replica sent away").x, device: "POSTE-9", zeroHash: ZERO_HASH, at: RECORDED_AT - 2, epoch: 1 });
  await store.revokeReplica(scope, replica, RECORDED_AT - 1);
}

/** Another one of hers, which waits until somebody approves it. */
async function keepWaiting(store: Store): Promise<void> {
  const { bank, user } = people.noe;
  const scope = { bank, branches: [], persons: [user] };
  const replica = idOf("replica to be approved");
  await store.enrol(scope, { replica, person: user, publicKey: knownKey("ed25519", "replica to be approved").x, device: "POSTE-8", zeroHash: ZERO_HASH, at: RECORDED_AT - 1, epoch: 1 });
  await store.changeDevice(scope, replica, () => ({ change: { approval: { is: "waiting", at: RECORDED_AT - 1, by: undefined } }, answer: true }));
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
  await store.ensureSealingKey({ kid: SEALING_KEY.kid, x: SEALING_KEY.x, d: SEALING_KEY.d, madeAt: RECORDED_AT });
  if (life === "restored") await store.changeEpoch(() => ({ change: { begin: { n: 2, id: EPOCHS.restored, at: RECORDED_AT, by: CENTRE, askedBy: undefined, because: "recorded" } }, answer: undefined }));
  await importDirectory(store, directory);
  if (life === "founded") {
    await sendAway(store);
    await keepWaiting(store);
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
    limits: { ...roomyLimits, perPerson: many, perDevice: many, perAddress: many, newsPerPerson: 8, heartbeatMs: 15_000 }, isHttps: false,
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
