import { createPacks, type Packs } from "../packs.ts";
import { compilePack } from "./compile-pack.ts";
import type { PackDocument } from "./document-schema.ts";

/** A document that the centre published, already checked, and whether it took it back. */
export type PublishedDocument = { readonly document: PackDocument; readonly withdrawn: boolean };

/** In the order of publication. */
export const packsFrom = (published: readonly PublishedDocument[]): Packs =>
  createPacks(published.map(({ document, withdrawn }) => ({ pack: compilePack(document), from: document.from, withdrawn })));
