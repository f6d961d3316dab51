import { eventHashOf } from "../../../shared/audit/audit-link.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isObject, parseJson } from "../../../shared/kernel/json.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { MAX_PROOF_LINKS, type ProofAnswer, type ProofRequest } from "../../../shared/sync/proof-messages.ts";
import type { ProofLink, Proving, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";
import { sha256 } from "../sha256.ts";

export type ProveLine = (caller: Caller, request: ProofRequest) => Promise<Result<ProofAnswer, CodedError>>;
type Run = ProofAnswer["runs"][number];

/** That the audit has the pushes of one replica, for its owner: the chain from each of them to the next anchored link, page by page. G3003 a replica that is not hers, G5002 not yet: older links are still gone through. */
export const createProveLine = ({ store, centre }: { readonly store: Pick<Store, "ownsReplica" | "proving">; readonly centre: Centre }): ProveLine => async (caller, request) => {
  const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
  if (refusal !== undefined) return err(refusal);
  if (scope === undefined) return err({ code: "G3002" });
  if (!(await store.ownsReplica(scope, request.replica))) return err({ code: "G3003" });
  const told = await store.proving(scope.bank, request.replica, async (proof) => {
    const knownHash = request.known === undefined ? undefined : await proof.hashOf(request.known);
    return { ...await gather(proof, request), anchored: await proof.isAnchored(), ...(knownHash === undefined ? {} : { knownHash }) };
  });
  return told === undefined ? err({ code: "G5002" }) : ok({ epoch: centre.epoch, ...told });
};

async function gather(proof: Proving, { after: start, within: isWithin }: ProofRequest): Promise<Pick<ProofAnswer, "runs" | "next" | "waiting">> {
  const runs: Run[] = [];
  let [after, within, left] = [start, isWithin, MAX_PROOF_LINKS];
  while (left > 0) {
    const from = within ? after + 1 : await proof.nextPush(after);
    const anchor = from === undefined ? undefined : await proof.anchorOf(from);
    if (from === undefined || anchor === undefined) return { runs, waiting: (await proof.unanchored(after)).map(placesOf) };
    const to = Math.min(anchor.n, from + left - 1);
    const links = await proof.links(from, to);
    const { text, kid, signature } = anchor;
    runs.push({ from, prev: links[0]?.prev ?? "", links: links.map(toLink), ...(to === anchor.n ? { anchor: { text, kid, signature } } : {}) });
    [after, within, left] = [to, to !== anchor.n, left - links.length];
  }
  return { runs, next: { after, within }, waiting: [] };
}

const toLink = (link: ProofLink): Run["links"][number] => (link.body === null ? eventHashOf(link, sha256) : { at: link.at, body: link.body });

function placesOf(body: string): { readonly first: number; readonly last: number } {
  const told = parseJson(body);
  const [first, last] = isObject(told) ? [told["first_seq"], told["last_seq"]] : [];
  return { first: Number(first), last: Number(last) };
}
