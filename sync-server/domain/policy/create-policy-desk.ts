import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { DEFAULT_POLICY, MOST_POLICY_CHARACTERS, policyText, readPolicy, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import type { ConfirmPolicyRequest, PolicyAnswer, PolicyRequest, ProposePolicyRequest, WithdrawPolicyRequest } from "../../../shared/sync/policy-messages.ts";
import type { PolicyRow, PolicyStanding, PolicyWrite, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { DeviceGate } from "../devices/gate-devices.ts";
import type { Caller } from "../services.ts";
import { sayWord, standing } from "../two-persons.ts";

/** What a bank decides for its workstations and files: read by who answers for it, changed at the word of two administrators. */
export type PolicyDesk = {
  readonly read: (caller: Caller, request: PolicyRequest) => Promise<Result<PolicyAnswer, CodedError>>;
  readonly propose: (caller: Caller, request: ProposePolicyRequest) => Promise<Result<PolicyAnswer, CodedError>>;
  readonly confirm: (caller: Caller, request: ConfirmPolicyRequest) => Promise<Result<PolicyAnswer, CodedError>>;
  readonly withdraw: (caller: Caller, request: WithdrawPolicyRequest) => Promise<Result<PolicyAnswer, CodedError>>;
};
export type PolicyParts = {
  readonly store: Pick<Store, "policyStanding" | "changePolicy">; readonly centre: Centre; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array;
  readonly secondWordMs: number; readonly gate: Pick<DeviceGate, "refusePerson">;
};
type Decide = (now: PolicyStanding, at: Instant) => Result<PolicyWrite, CodedError>;

const nothing: PolicyRow = { n: 0, text: policyText(DEFAULT_POLICY), at: 0, askedBy: undefined, confirmedBy: undefined };
const inForce = ({ decided }: PolicyStanding): PolicyRow => decided[0] ?? nothing;
/** What both persons say: the policy, and the decision that it follows. */
const detailOf = (base: number, text: string): string => `${base} ${text}`;

export function createPolicyDesk({ store, centre, now, randomBytes, secondWordMs, gate }: PolicyParts): PolicyDesk {
  const tell = (caller: Caller, known: PolicyStanding): PolicyAnswer => ({ epoch: centre.epoch, ...describe(caller, known, now()) });

  async function act(caller: Caller, request: PolicyRequest, decide: Decide): Promise<Result<PolicyAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined || caller.bank === undefined || !mayDo(caller.role, "policy.decide")) return err(refusal ?? { code: "G3002" });
    const notYet = await gate.refusePerson(caller);
    if (notYet !== undefined) return err(notYet);
    const { id: bank } = caller.bank;
    const done = await store.changePolicy({ bank, branches: [], persons: [caller.user] }, (known) => {
      const answer = decide(known, now());
      return { change: answer.ok ? answer.value : {}, answer };
    });
    return done.ok ? ok(tell(caller, await store.policyStanding(bank))) : done;
  }
  const saying = (caller: Caller, at: Instant) => ({ person: caller.user, at, forMs: secondWordMs, newId: () => uuidV7(at, randomBytes(16)) });

  return {
    read: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      return ok(tell(caller, await store.policyStanding(caller.bank.id)));
    },
    propose: (caller, { base, policy, ...request }) => act(caller, request, (known, at) => {
      const current = inForce(known);
      if (base !== current.n) return err({ code: "G9591" });
      const now = ofThisVersion(current.text);
      if (now === undefined) return err({ code: "G9593" });
      const { declaration = now.declaration ?? null, releases = now.releases, ...rest } = policy;
      const text = policyText({ ...rest, ...(declaration === null ? {} : { declaration }), ...(releases === undefined ? {} : { releases }) });
      if (text.length > MOST_POLICY_CHARACTERS) return err({ code: "G4001", params: { path: "policy.declaration" } });
      if (text === current.text) return err({ code: "G9592" });
      const open = standing(known.word, at);
      if (open !== undefined) return err({ code: open.by === caller.user ? "G9504" : "G9505" });
      const said = sayWord(known.word, detailOf(base, text), saying(caller, at));
      return said.ok ? ok({ word: said.value.write }) : said;
    }),
    confirm: (caller, { base, policy, ...request }) => act(caller, request, (known, at) => {
      const current = inForce(known);
      const open = standing(known.word, at);
      if (open === undefined) return err({ code: "G9503" });
      if (base !== current.n || baseOf(open.detail) !== current.n) return err({ code: "G9591" });
      const said = sayWord(open, detailOf(base, policy), saying(caller, at));
      if (!said.ok) return said;
      return ok({ word: said.value.write, policy: { n: base + 1, text: policy, at, askedBy: open.by, confirmedBy: caller.user } });
    }),
    withdraw: (caller, request) => act(caller, request, (known, at) => {
      const open = standing(known.word, at);
      return open === undefined ? err({ code: "G9503" }) : ok({ word: { settle: { id: open.id, as: "withdrawn", by: caller.user, at } } });
    }),
  };
}

function describe(caller: Caller, known: PolicyStanding, at: number): Omit<PolicyAnswer, "epoch"> {
  const current = inForce(known);
  const word = standing(known.word, at);
  // Proposed over a decision that another one has followed: nobody can confirm it, and it stands until it is withdrawn.
  const isStale = word !== undefined && baseOf(word.detail) !== current.n;
  const decides = mayDo(caller.role, "policy.decide");
  return {
    current: described(current), before: known.decided.slice(1).map(described),
    ...(word === undefined ? {} : { asked: { base: baseOf(word.detail), policy: word.detail.slice(word.detail.indexOf(" ") + 1), by: known.word?.name ?? "", mine: word.by === caller.user, at: word.at, until: word.until } }),
    may: !decides ? [] : word === undefined ? ["propose"] : word.by === caller.user || isStale ? ["withdraw"] : ["confirm", "withdraw"],
  };
}

const described = ({ n, text, at, askedBy, confirmedBy }: PolicyRow): PolicyAnswer["current"] => ({
  n, policy: text, ...(n === 0 ? {} : { at }), ...(askedBy === undefined ? {} : { askedBy: askedBy.name }), ...(confirmedBy === undefined ? {} : { confirmedBy: confirmedBy.name }),
});
const baseOf = (detail: string): number => Number(detail.slice(0, detail.indexOf(" ")));

/** What a later version decided may not be written over by one that does not know all of it. */
function ofThisVersion(text: string): BankPolicy | undefined {
  try {
    return readPolicy(JSON.parse(text));
  } catch {
    return undefined;
  }
}
