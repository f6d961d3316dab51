import type { EvidenceAnswers } from "../../shared/bridge/evidence-calls.ts";
import type { EvidenceState } from "../../shared/bridge/evidence-views.ts";
import type { BridgeCalls } from "../../shared/bridge/contract.ts";
import { err, ok } from "../../shared/kernel/result.ts";

export type FakeEvidence = "made" | "here" | "fetching" | "fails";
type Answers = { readonly [C in keyof EvidenceAnswers]: (input: Parameters<BridgeCalls[C]>[0]) => EvidenceAnswers[C] };

const id = "0199aaaa-0000-7000-8000-00000000ee01";

/** An evidence file at each of its ends, or on its way for ever. */
export function fakeEvidence(how: FakeEvidence): Answers {
  const state: EvidenceState = how === "fetching" ? { id, kind: "fetching", done: 2, total: 3 } : {
    id, kind: "ready", name: "1-7K3M-9QPX-T-dossier-de-preuve-2020-04-15.zip", size: 8, missing: how === "here" ? 2 : 0, fromCentre: how === "made", verdict: "unproven",
    fingerprints: ["d164 e00e d0de 3f24 2398 c79d c3f4 5245 a2ad ba83 aad0 2e1f 1f3f 2857 6aae 591f"],
  };
  return {
    "evidence.begin": () => (how === "fails" ? err({ code: "G9741" }) : ok(state)),
    "evidence.state": () => ok(state),
    "evidence.read": () => ok({ bytes: "UEsFBgAAAAA=", next: undefined }),
    "evidence.end": () => ok(undefined),
  };
}
