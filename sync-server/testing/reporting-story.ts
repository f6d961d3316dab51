import { createHash } from "node:crypto";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { Store } from "../store/store.ts";
import { created, freshSiren, stateOf, submitted } from "./contract-world.ts";
import { createSmallWorld } from "./small-world.ts";
import { soundFields } from "./sound-fields.ts";
import { newId, type Workstation } from "./workstation.ts";

const DAY = "2020-06-15";
/** What must appear in no report: of a client, of her account and of who signs. */
export const PLANTED = ["Planté SARL", "FR7630006000011234567890189", "Durand", "+33102030405", "plante@example.test", "1 rue Plantée"] as const;
const planted = { legalName: PLANTED[0], phone: PLANTED[3], email: PLANTED[4], address: PLANTED[5] };

/**
 * Two banks at work: a loan from its number to the guarantor's answer and its first premium, one declined, one cancelled whose company borrows again, a draft, a submission that the centre refused, a document, and a
 * file of the other bank.
 */
export async function reportingStory(store: Store) {
  const world = await createSmallWorld(store);
  const { services, workstation, caller, directory } = world;
  await services.setBusinessDate(await caller("anna"), legalDate(DAY));
  const [marie, paul, anna] = [await workstation("marie"), await workstation("paul"), await workstation("anna")];
  const register = async (at: Workstation, siren = freshSiren()): Promise<{ readonly file: string; readonly number: string; readonly siren: string }> => {
    const file = newId();
    const [, verdict] = await at.send(created(file, soundFields({ ...planted, siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
    return { file, number: verdict.number, siren };
  };
  const step = async (at: Workstation, file: string, name: string, facts: object = {}): Promise<void> => {
    const base = (await stateOf(at, file))?.version ?? 0;
    const [verdict] = await at.send({ kind: "recorded", file, base, body: { step: name, facts: { on: DAY, ...facts } } });
    if (verdict?.kind !== "accepted") throw new Error(`${name}: ${JSON.stringify(verdict)}`);
  };
  const loan = await register(marie);
  await step(anna, loan.file, "approved");
  await step(marie, loan.file, "disbursed", { amount: 9_000_000 });
  await step(paul, loan.file, "declared", { batch: "D-1" });
  await step(paul, loan.file, "answered", { outcome: "ACCEPTEE" });
  await step(marie, loan.file, "premium-paid", { year: 1, amount: 20_250 });
  const declined = await register(marie);
  await step(marie, declined.file, "declined", { kind: "REFUS", reason: "AUTRE", why: `Refus, ${PLANTED[0]}.` });
  const cancelled = await register(paul);
  await step(paul, cancelled.file, "cancelled", { reason: "ABANDON_CLIENT", why: "Le client renonce." });
  const again = await register(paul, cancelled.siren);
  const draft = newId();
  await marie.send(created(draft, soundFields({ ...planted, siren: freshSiren() })));
  const refused = newId();
  await marie.send(created(refused, soundFields({ ...planted, siren: freshSiren(), amount: 900_000_000 })), submitted(refused, 1));
  const text = "%PDF-1.7 planted";
  const document = createHash("sha256").update(text).digest("hex");
  const [attached] = await paul.send({ kind: "attached", file: again.file, base: (await stateOf(paul, again.file))?.version ?? 0, body: { document, name: `${PLANTED[0]}.pdf`, type: "application/pdf", size: text.length, piece: "AUTRE" } });
  if (attached?.kind !== "accepted") throw new Error(`not attached: ${JSON.stringify(attached)}`);
  const [bankA, bankB] = directory.banks.map(({ id: bank }) => id<BankId>(bank));
  if (bankA === undefined || bankB === undefined) throw new Error("two banks");
  const scope = { bank: bankA, branches: paul.caller.branches.map((branch) => branch.id), persons: [paul.caller.user] };
  const row = { file: again.file, document, person: paul.caller.user, at: Date.now() };
  await store.beginDocument(scope, { ...row, size: text.length, parts: [{ part: document, size: text.length }], since: 0, dayBytes: 1_000 });
  await store.completeDocument(scope, row);
  // The answer of a push was lost on the way: it comes again with what was made since.
  const first = paul.nextSeq();
  await paul.send(created(newId(), soundFields({ ...planted, siren: freshSiren() })));
  paul.seal(created(newId(), soundFields({ ...planted, siren: freshSiren() })));
  const resent = await paul.push(first);
  if (!resent.ok || resent.value.verdicts.map(({ kind }) => kind).join() !== "duplicate,accepted") throw new Error("not resent");
  const elsewhere = await register(await workstation("zoe"));
  return { ...world, loan, declined, cancelled, again, draft, refused, document, elsewhere, marie, paul, anna, bankA, bankB };
}
export type ReportingStory = Awaited<ReturnType<typeof reportingStory>>;
