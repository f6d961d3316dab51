import { createPacks, type Packs, type PublishedPack } from "../../../shared/pge/packs/packs.ts";
import { parsePackText, type ParsedPack } from "../../../shared/pge/packs/document/parse-pack.ts";
import type { PackRow, PackWord } from "../../store/store.ts";

/** A pack that was published, in the order of publication. `withdrawn`: the word that took it back. */
export type Published = { readonly row: PackRow; readonly published: PackWord; readonly withdrawn: PackWord | undefined };

export function publishedOf(rows: readonly PackRow[]): readonly Published[] {
  return rows
    .flatMap((row): readonly Published[] => {
      const published = row.words.find(({ step }) => step === "published");
      return published === undefined ? [] : [{ row, published, withdrawn: row.words.find(({ step }) => step === "withdrawn") }];
    })
    .toSorted((a, b) => a.published.place - b.published.place);
}

/** Each document is compiled once in a process: it never changes. One that this version cannot read judges nothing here, and is told. */
export function createPackReader(onUnreadable: (name: string) => void) {
  const parsed = new Map<string, ParsedPack | undefined>();
  function parse({ name, document }: PackRow): ParsedPack | undefined {
    if (!parsed.has(name)) {
      const read = parsePackText(document);
      if (!read.ok) onUnreadable(name);
      parsed.set(name, read.ok ? read.value : undefined);
    }
    return parsed.get(name);
  }
  return (rows: readonly PackRow[]): Packs =>
    createPacks(publishedOf(rows).flatMap(({ row, withdrawn }): readonly PublishedPack[] => {
      const read = parse(row);
      return read === undefined ? [] : [{ pack: read.pack, from: read.document.from, withdrawn: withdrawn !== undefined }];
    }));
}
