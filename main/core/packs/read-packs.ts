import { packName } from "../../../shared/pge/packs/packs.ts";
import { parsePackText } from "../../../shared/pge/packs/document/parse-pack.ts";
import type { PublishedDocument } from "../../../shared/pge/packs/document/packs-from.ts";
import type { StoredPack } from "../db/scheme-packs.ts";

/** Those that this version of the program can apply. One of a newer form is kept, and judges nothing here: the centre decides. */
export function readPacks(stored: readonly StoredPack[]): readonly PublishedDocument[] {
  return stored.flatMap(({ name, document, withdrawn }): readonly PublishedDocument[] => {
    const read = parsePackText(document);
    return read.ok && packName(read.value.document) === name ? [{ document: read.value.document, withdrawn }] : [];
  });
}
