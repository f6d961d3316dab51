import { words } from "../../../shared/i18n/texts.ts";

/** The two columns that an exported report adds before those of the table. Imported again, they are known and left aside. */
export const NOTES_KEYS = ["import.notes.line", "import.notes.why"] as const;

const titles: ReadonlySet<string> = new Set(Object.values(words).flatMap(({ t }) => NOTES_KEYS.map((key) => t(key))));
export const isNotesTitle = (title: string): boolean => titles.has(title.trim());
