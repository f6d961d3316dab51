import type { LegalDate } from "../kernel/legal-date.ts";
import type { PublishedDocument } from "../pge/packs/document/packs-from.ts";
import type { Hello } from "../sync/protocol.ts";

export type AppInfo = {
  readonly version: string;
  readonly host: "electron" | "loopback" | "cli" | "test";
  /** Server's last hello; undefined until it answered once. */
  readonly centre: Hello | undefined;
  /** Date the rules are applied on: the centre's last word, kept offline. */
  readonly businessDate: LegalDate;
  readonly demonstration: boolean;
  readonly rules: string;
  /** What the centre published, in that order: the window compiles them, beside what it brings with it. */
  readonly packs: readonly PublishedDocument[];
  /** Device clock minus the centre's, when more than two minutes off. */
  readonly clockOffMs: number | undefined;
};
/** A release of Guichet that concerns this computer. */
export type UpdateState =
  | { readonly kind: "none" }
  /** Installed for everybody by the bank's IT, which will bring it. */
  | { readonly kind: "announced"; readonly version: string; readonly mandatory: boolean; readonly notes: UpdateNotes }
  | { readonly kind: "downloading"; readonly version: string; readonly mandatory: boolean; readonly notes: UpdateNotes; readonly percent: number }
  | { readonly kind: "ready"; readonly version: string; readonly mandatory: boolean; readonly notes: UpdateNotes }
  | { readonly kind: "installing"; readonly version: string };
/** Plain text of the publisher, by language; empty where there is none. */
export type UpdateNotes = { readonly fr: string; readonly en: string };
export type Settings = { readonly language: "fr" | "en"; readonly theme: "system" | "light" | "dark" | "contrast"; readonly singleKeys: boolean };
