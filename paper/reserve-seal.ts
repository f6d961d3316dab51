import type { Sheet } from "./sheet.ts";

/** What a viewer shows of the signature beside the certificate's own names. */
export type SealPlace = { readonly reason: string; readonly location: string; readonly signedAt: number };

/** Room for the CMS and its certificates, in bytes: an RSA key of 4096 bits with a chain of three takes some 7,000. */
export const SEAL_BYTES = 16_384;
/** What @signpdf/signpdf looks for and writes over: ten signs a place, enough for a file of any size. */
const TO_COME = "**********";
/** Hidden and locked: the signature has no face of its own, so no annotation is left untagged (PDF/UA-1, 7.18.1). */
const FLAGS = 2 + 128;

/**
 * Leaves a hole for one PAdES signature in the document, so that it is sealed as it was made and nothing is added to it afterwards. Said of the whole document: no
 * change to it is allowed any more.
 */
export function reserveSeal({ doc }: Sheet, { reason, location, signedAt }: SealPlace): void {
  const signature = doc.ref({
    Type: "Sig", Filter: "Adobe.PPKLite", SubFilter: "ETSI.CAdES.detached",
    ByteRange: [0, TO_COME, TO_COME, TO_COME], Contents: new Uint8Array(SEAL_BYTES),
    Reason: pdfText(reason), Location: pdfText(location), M: new Date(signedAt),
  });
  signature.end();
  doc.initForm();
  doc.annotate(0, 0, 0, 0, { Subtype: "Widget", FT: "Sig", T: pdfText("Guichet"), V: signature, F: FLAGS });
  const form = doc._root.data.AcroForm.data;
  const field = doc.page.annotations.at(-1);
  if (field === undefined) throw new Error("the page has no field for its signature");
  form.Fields.push(field);
  // Signed, and to be added to only; and no reader may draw its fields anew, which would change what was signed.
  form.SigFlags = 3;
  form.NeedAppearances = false;
}

/** pdfkit writes a plain text as a name, and a String object as a string. */
// oxlint-disable-next-line no-new-wrappers -- the wrapper is how pdfkit tells the two apart
const pdfText = (text: string): object => new String(text);
