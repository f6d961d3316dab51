import { BUILT_IN } from "../../shared/pge/packs/packs.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { readChanges } from "../../sync-server/domain/push/read-change.ts";
import { processPushes } from "../../sync-server/domain/push/process-pushes.ts";
import { createReceiptSigner } from "../../sync-server/domain/receipt.ts";
import type { Store } from "../../sync-server/store/store.ts";
import { ZERO_HASH } from "../../shared/sync/change.ts";
import { sirenFrom, soundFields } from "../../sync-server/testing/sound-fields.ts";
import { CENTRE, EPOCHS, people, RECEIPT_KEY } from "./recorded-people.ts";
import { createRecordedLine } from "./recorded-line.ts";
import { countedBytes, knownKey, RECORDED_AT } from "./recorded-keys.ts";

/** A registration that is there before anybody speaks, with a chance of its own: its number is the same whatever other stories register. Of a branch that no other story looks at. */
export async function plantRegistration(store: Store): Promise<void> {
  const { yves } = people;
  const line = createRecordedLine("planted", yves);
  const scope = { bank: yves.bank, branches: yves.branches.map(({ id }) => id), persons: [yves.user] };
  await store.enrol(scope, { replica: line.replica, person: yves.user, publicKey: knownKey("ed25519", "replica planted").x, device: "POSTE-7", zeroHash: ZERO_HASH, at: RECORDED_AT - 2, epoch: 1 });
  line.seal({ kind: "created", file: "planted", body: { fields: soundFields({ siren: sirenFrom(830) }) } });
  line.seal({ kind: "submitted", file: "planted", base: 1 });
  const request = line.push(1);
  const changes = await readChanges(request, { bank: yves.bank, replica: line.replica, author: yves.user });
  const receipts = createReceiptSigner(RECEIPT_KEY);
  const [outcome] = await processPushes(store, yves.bank, [{ caller: { user: yves.user, name: "Personne yves", role: "advisor", bank: { id: yves.bank, name: "Banque B" }, branches: yves.branches }, request, changes }], {
    centre: CENTRE, epoch: { n: 1, id: EPOCHS.founded }, businessDate: legalDate("2020-04-15"), packs: BUILT_IN, at: instant(RECORDED_AT), randomBytes: countedBytes("chance of the planted"), signReceipts: receipts.sign,
    onFault: (error) => { throw error; },
  });
  await receipts.close();
  if (outcome?.ok !== true || outcome.value.verdicts.some(({ kind }) => kind !== "accepted")) throw new Error(`not planted: ${JSON.stringify(outcome)}`);
}
