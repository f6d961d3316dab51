import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant, type Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { ledgerLineOf, type LedgerLine } from "../../../shared/life/ledger-line.ts";
import type { AttestationAnswer, AttestationRequest } from "../../../shared/sync/attestation-messages.ts";
import { sealFragment, sealSigningText, type SealFacts } from "../../../shared/sync/attestation-seal.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { Sealer } from "../../attestation/create-sealer.ts";
import type { Store } from "../../store/store.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import type { Centre } from "../centre.ts";
import type { ReceiptSigner } from "../receipt.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";
import { describeAttestation } from "./describe-attestation.ts";

export type AttestationParts = {
  readonly store: Pick<Store, "seeFile" | "findRegistrations">;
  readonly centre: Centre;
  /** Undefined: this centre has no certificate to seal with. */
  readonly sealer: Sealer | undefined;
  /** Ed25519 by the centre's receipt key of that id, base64url. */
  readonly signer: () => Pick<ReceiptSigner, "kid" | "signText">;
  readonly now: () => Instant;
};
/** `page`: where anybody verifies, without a `#`. */
export type Attest = (caller: Caller, request: AttestationRequest, page: string) => Promise<Result<AttestationAnswer, CodedError>>;

/**
 * [AT1] Makes and seals the attestation of a file, from what this centre holds and from nothing else. Refused unless the caller sees the file, its number stands, and
 * the ledger confirms number, SIREN and amount exactly as it would to a stranger: the centre seals nothing that its own page would not bless.
 */
export function createAttest({ store, centre, sealer, signer, now }: AttestationParts): Attest {
  return async (caller, request, page) => {
    const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
    if (refusal !== undefined) return err(refusal);
    if (scope === undefined) return err({ code: "G3002" });
    if (centre.recovering) return err({ code: "G5003" });
    if (sealer === undefined) return err({ code: "G9703" });
    const { enrolled, state, branch } = await store.seeFile(scope, request.file, request.replica);
    if (!enrolled) return err({ code: "G3003" });
    if (state === undefined) return err({ code: "G2008" });
    const file = parseFileState(state);
    const line = file.ok ? ledgerLineOf(file.value) : undefined;
    if (!file.ok || line === undefined || line.state === "released" || file.value.registration === undefined) return err({ code: "G9702" });
    if (!(await stands(line))) return err({ code: "G9704" });
    const signing = signer();
    const seal: SealFacts = { number: line.number, siren: line.siren, amount: line.amount, registeredOn: parisDate(instant(file.value.registration.registeredAt)), kid: signing.kid };
    const link = `${page}#${sealFragment(seal, await signing.signText(sealSigningText(seal)))}`;
    const sealedAt = now();
    const place = { bank: caller.bank?.name ?? "", branch: caller.branches.find(({ id }) => id === branch)?.name ?? "" };
    const sealed = await sealer.seal({
      ...describeAttestation(file.value, line, file.value.registration, centre.businessDate(), centre.packs()),
      ...place, schemeName: centre.packs().find(file.value.registration.rules)?.words[request.language][`choice.scheme.${line.scheme}`], language: request.language, demonstration: centre.demonstration, page, link, sealedAt,
    });
    if (sealed === "busy") return err({ code: "G5002" });
    return ok({ number: line.number, pdf: Buffer.from(sealed.bytes).toString("base64"), pages: sealed.pages, sealedAt });
  };

  async function stands({ number, siren, amount }: LedgerLine): Promise<boolean> {
    const [state] = await store.findRegistrations([{ number, siren, amount }]);
    return state === "registered";
  }
}
