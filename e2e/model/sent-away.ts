import { sealPart } from "../../main/core/carry/seal-part.ts";
import { createSignPush } from "../../main/core/carry/sign-push.ts";
import { getLine } from "../../main/core/db/replica.ts";
import { listWorkingFiles } from "../../main/core/db/working-copy.ts";
import { sealFile } from "../../main/core/files/file-work.ts";
import { openReplicaKey } from "../../main/core/keys/replica-key.ts";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import { MAX_PUSH_CHANGES } from "../../shared/sync/limits.ts";
import type { Services, Caller } from "../../sync-server/domain/services.ts";
import { keyOf } from "../../sync-server/testing/memory/memory-tables.ts";
import { calm, isAtEnd } from "./calm.ts";
import { BRANCHES, ISSUER } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

/** Of a run that met the end of one: how many changes were brought, and what became of them. */
export type SentAway = { readonly brought: number; readonly accepted: number; readonly turnedDown: number };

/**
 * [QU1] to [QU5], after all is calm, with a random of its own: what a workstation that was sent away had not sent is carried to the centre, in two parts,
 * the second first, each twice; a manager accepts it, or turns it down. Then her line is at the centre whole, and everybody hears of it. Not of a copied
 * folder, whose lines forked, nor of a restored centre that nobody declared.
 */
export async function bringWorkOfSentAway(world: World, seed: number): Promise<SentAway> {
  const random = createRandom(seed ^ 0x9a7e);
  let all: SentAway = { brought: 0, accepted: 0, turnedDown: 0 };
  for (const desk of world.desks) {
    const manager = world.desks.find((one) => isManagerOf(one, desk) && seesAll(world, one));
    if (manager === undefined || world.isRestored || desk.conditions.has("clone") || !isSentAway(desk)) continue;
    const done = await bringOne(world, random, desk, manager);
    all = { brought: all.brought + done.brought, accepted: all.accepted + done.accepted, turnedDown: all.turnedDown + done.turnedDown };
  }
  if (all.brought > 0) await calm(world);
  return all;
}

const isSentAway = (desk: Workstation): boolean => desk.conditions.has("replica-revoked") || desk.conditions.has("person-removed");
/** She may have left a branch meanwhile: what names it is then not hers to decide ([QU2]). */
const seesAll = (world: World, { parts: { person } }: Workstation): boolean => {
  const now = world.people.find(({ id }) => id === person.id)?.branches ?? [];
  return BRANCHES.filter(({ bank }) => bank === person.bank).every(({ id }) => now.includes(id));
};
const isManagerOf = (one: Workstation, desk: Workstation): boolean =>
  one !== desk && one.parts.person.role === "manager" && one.parts.person.bank === desk.parts.person.bank && one.parts.person.id !== desk.parts.person.id && !isAtEnd(one) && !isSentAway(one) && !one.conditions.has("clone");

async function bringOne(world: World, random: Random, desk: Workstation, manager: Workstation): Promise<SentAway> {
  const { person } = desk.parts;
  const nothing: SentAway = { brought: 0, accepted: 0, turnedDown: 0 };
  for (const { file } of listWorkingFiles(desk.db.read)) sealFile(desk.life.desk, file);
  const have = (await world.centre.tables()).replicas.get(keyOf(person.bank, desk.replica.replica))?.have;
  const count = getLine(desk.db.read).head.seq - (have ?? 0);
  if (have === undefined || count < 1 || count > MAX_PUSH_CHANGES) return nothing;
  const services = world.server(random.below(2)).services();
  const caller = await services.findCaller(ISSUER, manager.parts.person.login);
  if (caller === undefined) return nothing;
  const first = 1 + random.below(count);
  const carry = carrier(world, random, desk, services, caller);
  if (first < count && (await carry(have + first + 1, count - first)) !== "G8005") world.trouble(`[QU1] a part behind one that is missing was taken (${person.login})`);
  for (let times = 0; times < 2; times += 1) {
    for (const [from, many] of [[have + 1, first], [have + first + 1, count - first]] as const) {
      const taken = many < 1 ? "taken" : await carry(from, many);
      if (taken !== "taken") world.trouble(`[QU1] what ${person.login} had not sent was not kept: ${taken}`);
    }
  }
  const decision = random.below(4) === 0 ? "reject" : "accept";
  const asked = { protocol: 1, ...(await addressOf(services)), replica: manager.replica.replica, of: desk.replica.replica, upTo: have + count, decision } as const;
  const decided = await services.quarantine.decide(caller, asked);
  if (!decided.ok) {
    world.trouble(`[QU3] ${decision} of ${person.login}: ${JSON.stringify(decided.error)}`);
    return nothing;
  }
  const { accepted, refused, skipped, unusable } = decided.value;
  if (accepted + refused + skipped !== count || unusable !== 0) world.trouble(`[QU3] ${count} changes of ${person.login}, decided ${JSON.stringify(decided.value)}`);
  if (decision === "reject" && accepted > 0 && !hasReissued(desk)) world.trouble(`[QU4] turned down, and ${accepted} changes of ${person.login} had effect`);
  const again = await services.quarantine.decide(caller, { ...asked, decision: "accept" });
  if (again.ok || again.error.code !== "G8014") world.trouble(`[QU5] ${person.login} was decided twice`);
  const after = (await world.centre.tables()).replicas.get(keyOf(person.bank, desk.replica.replica))?.have;
  if (after !== have + count) world.trouble(`[QU3] the line of ${person.login} ends at ${String(after)}, not at ${have + count}`);
  return { brought: count, accepted: decision === "accept" ? count : 0, turnedDown: decision === "reject" ? count : 0 };
}

/** An id that was decided before is answered with what it was, also when the rest is turned down. */
const hasReissued = (desk: Workstation): boolean => desk.lives > 1;

const addressOf = async (services: Services): Promise<{ readonly centre: string; readonly epoch: string }> => {
  const { centre, epoch } = await services.centre();
  return { centre, epoch: epoch.id };
};

function carrier(world: World, random: Random, desk: Workstation, services: Services, caller: Caller) {
  const sign = createSignPush(desk.db.read, desk.replica, openReplicaKey(desk.replica.key));
  return async (first: number, count: number): Promise<string> => {
    const push = sign(first, count);
    const { centre, epoch, sealingKeys: [key] } = await services.centre();
    if (push === undefined || key === undefined) return "nothing to carry";
    const part = sealPart(key, { centre, epoch: epoch.id, set: uuidV7(world.now, random.bytes(16)), part: 1, of: 1 }, { bank: desk.parts.person.bank, push });
    const taken = await services.takeSealed(caller, part);
    return taken.ok ? (taken.value.quarantined === true ? "taken" : "taken as if nothing had happened") : taken.error.code;
  };
}
