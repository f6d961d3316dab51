import { SignPdf } from "@signpdf/signpdf";
import { Signer } from "@signpdf/utils";
import { drawPaper } from "../../paper/draw-paper.ts";
import { words } from "../../shared/i18n/texts.ts";
import type { AttestationFacts } from "./attestation-facts.ts";
import { attestationPaper } from "./attestation-paper.ts";
import type { SealIdentity } from "./seal-identity.ts";
import { signCms } from "./sign-cms.ts";

export type SealedPdf = { readonly bytes: Uint8Array; readonly pages: number };

/** The attestation as a tagged PDF, sealed whole: the signature covers every byte but its own hole. */
export async function sealPdf(facts: AttestationFacts, identity: SealIdentity): Promise<SealedPdf> {
  const { t } = words[facts.language];
  const { bytes, pages } = await drawPaper(attestationPaper(facts), facts.sealedAt, { reason: t("paper.attestation.reason", { number: facts.number }), location: "France", signedAt: facts.sealedAt });
  const sealed = await new SignPdf().sign(Buffer.from(bytes), new CentreSigner(identity));
  return { bytes: Uint8Array.from(sealed), pages };
}

/** What the library hands over is the document without its hole: exactly what a reader hashes. */
class CentreSigner extends Signer {
  readonly #identity: SealIdentity;
  constructor(identity: SealIdentity) {
    super();
    this.#identity = identity;
  }
  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await signCms(content, this.#identity));
  }
}
