import { createHash } from "node:crypto";
import { MIN_PART_BYTES } from "../../../shared/documents/parts.ts";
import { somePdf, somePng } from "../../../shared/testing/some-documents.ts";
import { people } from "../recorded-people.ts";
import { idOf } from "../recorded-keys.ts";
import { createRecordedLine } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { noe, anna } = people;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A content on its way to the centre, and from it to a colleague. */
export const documents: Story = {
  name: "40-documents",
  life: "founded",
  tell: async ({ get, post, put }) => {
    const [line, reader] = [createRecordedLine("documents", noe), createRecordedLine("reader of documents", anna)];
    for (const one of [line, reader]) await post(`${one.who.login} enrols`, one.who, "/v1/enrol", one.enrolment());
    const bytes = somePdf(200, 1);
    const document = sha256(bytes);
    const file = idOf("file of documents");
    line.seal({ kind: "created", file: "of documents", body: { fields: { legalName: "Pièces SARL" } } });
    line.seal({ kind: "attached", file: "of documents", base: 1, body: { document, name: "Kbis.pdf", type: "application/pdf", size: bytes.length, piece: "KBIS" } });
    await post("a file lists it", noe, "/v1/push", line.push(1));
    const asked = { ...line.address(), file, document };
    const read = { ...reader.address(), file, document };
    await post("not there yet", anna, "/v1/documents/find", read);
    await post("what is missing of it", noe, "/v1/documents/begin", { ...asked, partBytes: MIN_PART_BYTES, parts: [document] });
    await put("a part that is another", noe, `/v1/documents/${file}/${document}/parts/${document}`, somePng());
    await post("too early", noe, "/v1/documents/complete", asked);
    await put("the part", noe, `/v1/documents/${file}/${document}/parts/${document}`, bytes);
    await post("whole", noe, "/v1/documents/complete", asked);
    await post("again: harmless", noe, "/v1/documents/complete", asked);
    await post("nothing is missing any more", noe, "/v1/documents/begin", { ...asked, partBytes: MIN_PART_BYTES, parts: [document] });
    await post("there", anna, "/v1/documents/find", read);
    await get("a piece of it", anna, `/v1/documents/${file}/${document}`, { range: "bytes=0-99" });
    await get("all of it", anna, `/v1/documents/${file}/${document}`);
    await post("one that the file does not list", noe, "/v1/documents/find", { ...asked, document: sha256(somePng()) });
    await post("in a file of nobody", noe, "/v1/documents/begin", { ...asked, file: idOf("file of nobody"), partBytes: MIN_PART_BYTES, parts: [document] });
  },
};
