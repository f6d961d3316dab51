import { legalDate } from "../../shared/kernel/legal-date.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { PASSPHRASE, QUICK_COST } from "../../main/core/test-support/open-core.ts";
import { openKeyFile } from "../../main/core/keys/key-file.ts";
import { profileDir } from "../../main/core/keys/profiles.ts";
import { makeProfile } from "../../main/core/session/open-profile.ts";
import { createServices } from "../../sync-server/domain/create-services.ts";
import { importDirectory } from "../../sync-server/domain/directory.ts";
import type { Services } from "../../sync-server/domain/services.ts";
import type { Store } from "../../sync-server/store/store.ts";
import { newFolder } from "./folder.ts";
import { BUSINESS_DATE, directoryOf, ISSUER, PEOPLE, START, type Person } from "./people.ts";
import { createRandom } from "./random.ts";

/** A workstation with nobody at it. */
export type Prepared = { readonly person: Person; readonly dataDir: string; readonly profile: string; readonly key: Uint8Array };

/** Founds a centre in this store, with its banks and people, and makes a profile for each of them. */
export async function prepare(store: Store): Promise<readonly Prepared[]> {
  const random = createRandom(20_200_325);
  const services = await createServices({ store, demonstration: true, now: () => instant(START), randomBytes: random.bytes, gatherMs: 0 });
  await importDirectory(store, directoryOf(PEOPLE));
  await store.setBusinessDate(BUSINESS_DATE);
  const prepared: Prepared[] = [];
  for (const person of PEOPLE) prepared.push(await signInFirst(services, person, random.bytes));
  return prepared;
}

/** Her first sign-in on a computer: a key, a database, a new replica. */
export async function signInFirst(services: Services, person: Person, randomBytes: (length: number) => Uint8Array): Promise<Prepared> {
  const { centre, epoch, recovering, rules, reference, receiptKeys, sealingKeys } = await services.centre();
  const hello = {
    name: "guichet" as const, protocol: 1, minProtocol: 1, centre, epoch, businessDate: legalDate(BUSINESS_DATE), rules, reference, now: START, issuer: ISSUER, clientId: "guichet", audience: "centre",
    receiptKeys: [...receiptKeys], sealingKeys: [...sealingKeys], ...(recovering ? { recovering } : {}),
  };
  const caller = await services.findCaller(ISSUER, person.login);
  if (caller === undefined) throw new Error(`nobody is called ${person.login}`);
  const dataDir = newFolder();
  const powers = { dataDir, keyVault: { kind: "none" as const }, now: (): number => START, randomBytes, keyCost: QUICK_COST };
  const made = unwrap(await makeProfile(powers, { me: await services.me(caller), hello, tokens: { access: "model", expiresAt: Number.MAX_SAFE_INTEGER }, passphrase: PASSPHRASE }), "profile");
  made.db.close();
  const opened = unwrap(await openKeyFile({ dir: profileDir(dataDir, made.profile.id), vault: powers.keyVault, randomBytes }, PASSPHRASE), "key");
  const key = Uint8Array.from(opened.key);
  opened.dispose();
  return { person, dataDir, profile: made.profile.id, key };
}
